namespace Telemetry.Tools.Schema;

/// <summary>A JSON value and where it stands.</summary>
internal sealed class JsonNode(JsonKind kind, SourceSpan span, string text, IReadOnlyList<JsonMember> members, IReadOnlyList<JsonNode> items, bool isDamaged)
{
    public JsonKind Kind { get; } = kind;

    public SourceSpan Span { get; } = span;

    /// <summary>The decoded text of a string; the raw text of a number or word; else empty.</summary>
    public string Text { get; } = text;

    public IReadOnlyList<JsonMember> Members { get; } = members;

    public IReadOnlyList<JsonNode> Items { get; } = items;

    /// <summary>Whether parts of it were lost to a syntax error, so that what seems missing may be there.</summary>
    public bool IsDamaged { get; } = isDamaged;

    /// <summary>The first character of an object or array, which stands for the whole in a message.</summary>
    public SourceSpan Head => Kind is JsonKind.Object or JsonKind.Array ? new SourceSpan(Span.Start, 1) : Span;

    public bool IsTrue => Kind == JsonKind.Boolean && Text == "true";

    public static JsonNode Scalar(JsonKind kind, SourceSpan span, string text) => new(kind, span, text, [], [], false);
}

/// <summary>A property of a JSON object.</summary>
internal sealed record JsonMember(string Name, SourceSpan NameSpan, JsonNode Value);
