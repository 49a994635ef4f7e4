namespace Telemetry.Tools.Schema;

/// <summary>Takes properties out of one JSON object, each in the form it must have; what is unknown or of another form is reported.</summary>
internal sealed class ObjectReader
{
    private readonly JsonNode _node;
    private readonly ParseContext _context;
    private readonly string _what;
    private readonly string? _name;

    /// <param name="node">The object.</param>
    /// <param name="what">What it is, for messages: <c>the field</c>.</param>
    /// <param name="known">Properties that it may have.</param>
    /// <param name="head">Where to report what is missing.</param>
    /// <param name="context">Where to report.</param>
    /// <param name="name">Its name, where it has one.</param>
    public ObjectReader(JsonNode node, string what, string[] known, SourceSpan head, ParseContext context, string? name = null)
    {
        (_node, _what, _name, Head, _context) = (node, what, name, head, context);
        foreach (var member in node.Members)
        {
            if (known.Contains(member.Name)) continue;
            context.Diagnostics.Add(SchemaDiagnostics.UnknownProperty, member.NameSpan, What, member.Name, Suggestion.For(member.Name, known), string.Join(", ", known));
        }
    }

    /// <summary>Where to report what is missing.</summary>
    public SourceSpan Head { get; }

    private string What => _name is null ? _what : $"{_what} '{_name}'";

    /// <summary>Whether parts were lost to a syntax error, so that what seems missing may be there.</summary>
    public bool IsDamaged => _node.IsDamaged;

    public JsonMember? Find(string name)
    {
        foreach (var member in _node.Members)
        {
            if (member.Name == name) return member;
        }

        return null;
    }

    /// <summary>The property's name where it is there, else the whole object's head.</summary>
    public SourceSpan NameSpan(string name) => Find(name)?.NameSpan ?? Head;

    /// <summary>The property's value where it is there, else the whole object's head.</summary>
    public SourceSpan ValueSpan(string name) => Find(name)?.Value.Head ?? Head;

    public string? Text(string name) => Typed(name, JsonKind.String, "text in double quotes")?.Text;

    public bool? Flag(string name) => Typed(name, JsonKind.Boolean, "true or false")?.IsTrue;

    public JsonNode? Object(string name) => Typed(name, JsonKind.Object, "an object in braces");

    public JsonNode? Array(string name) => Typed(name, JsonKind.Array, "a list in square brackets");

    /// <summary>Text that must be there.</summary>
    /// <param name="name">The property.</param>
    /// <param name="hint">How it could look, in brackets behind the message.</param>
    public string? RequiredText(string name, string hint)
    {
        if (Find(name) is not null) return Text(name);
        ReportMissing(name, hint);
        return null;
    }

    /// <summary>Reports a missing property, unless it may have got lost in a syntax error.</summary>
    public void ReportMissing(string name, string hint)
    {
        if (!_node.IsDamaged) _context.Diagnostics.Add(SchemaDiagnostics.MissingProperty, Head, What, name, hint.Length == 0 ? "" : $", for example {hint}");
    }

    /// <summary>A word of a list, or <see langword="null"/> where it is not there or unknown (which is reported).</summary>
    public T? Word<T>(string name, WordList<T> words, SchemaDiagnosticDescriptor unknown)
        where T : struct
    {
        if (Text(name) is not { } text) return null;
        if (words.TryGet(text, out var value)) return value;
        _context.Diagnostics.Add(unknown, ValueSpan(name), text, Suggestion.For(text, words.Words), words);
        return null;
    }

    /// <summary>A sentence for people: not empty, no control characters but line ends.</summary>
    public string? Sentence(string name)
    {
        if (Text(name) is not { } text) return null;
        var fault = text.Trim().Length == 0 ? "empty" : text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? "text with control characters" : null;
        if (fault is null) return text;
        _context.Diagnostics.Add(SchemaDiagnostics.BadText, ValueSpan(name), name, fault);
        return null;
    }

    public static string NameOf(JsonKind kind) => kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "a list",
        JsonKind.String => "text",
        JsonKind.Number => "a number",
        JsonKind.Boolean => "true or false",
        _ => "null",
    };

    public void ReportType(JsonNode value, string name, string expected) =>
        _context.Diagnostics.Add(SchemaDiagnostics.WrongJsonType, value.Head, name, NameOf(value.Kind), expected);

    private JsonNode? Typed(string name, JsonKind kind, string expected)
    {
        if (Find(name) is not { } member) return null;
        if (member.Value.Kind == kind) return member.Value;
        ReportType(member.Value, name, expected);
        return null;
    }
}
