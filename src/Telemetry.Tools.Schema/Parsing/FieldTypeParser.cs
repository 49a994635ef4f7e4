namespace Telemetry.Tools.Schema;

/// <summary>Reads what says a field's type: <c>type</c> and the properties that go with it.</summary>
internal sealed class FieldTypeParser(ParseContext context, FieldParser fields)
{
    /// <summary>Deeper types are refused: their C# names and columns would be unreadable.</summary>
    private const int MaxDepth = 8;

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["int"] = "int32",
        ["integer"] = "int64",
        ["long"] = "int64",
        ["number"] = "double",
        ["float"] = "double",
        ["real"] = "double",
        ["money"] = "decimal",
        ["boolean"] = "bool",
        ["text"] = "string",
        ["str"] = "string",
        ["varchar"] = "string",
        ["datetime"] = "timestamp",
        ["date-time"] = "timestamp",
        ["time"] = "timestamp",
        ["instant"] = "timestamp",
        ["timespan"] = "duration",
        ["guid"] = "uuid",
        ["hash"] = "sha256",
        ["array"] = "list",
        ["dictionary"] = "map",
        ["dict"] = "map",
        ["record"] = "object",
        ["struct"] = "object",
        ["any"] = "json",
    };

    private static readonly (string Property, FieldKind[] Kinds)[] Options =
    [
        ("values", [FieldKind.Enum]), ("closed", [FieldKind.Enum]), ("items", [FieldKind.List, FieldKind.Map]), ("fields", [FieldKind.Object]),
        ("typeName", [FieldKind.Object, FieldKind.Enum]),
    ];

    /// <summary>The type that a word alone says.</summary>
    /// <param name="word">The JSON text.</param>
    /// <param name="name">The field, for messages.</param>
    public FieldType? ParseWord(JsonNode word, string name)
    {
        if (Kind(word.Text, word.Span) is not { } kind) return null;
        if (kind == FieldKind.Enum) context.Diagnostics.Add(SchemaDiagnostics.EnumWithoutValues, word.Span, name);
        else if (kind == FieldKind.Object) context.Diagnostics.Add(SchemaDiagnostics.ObjectWithoutFields, word.Span, name);
        else if (kind is FieldKind.List or FieldKind.Map) context.Diagnostics.Add(SchemaDiagnostics.MissingItems, word.Span, word.Text, name);
        else return new FieldType(kind);
        return null;
    }

    /// <summary>The type that an object says.</summary>
    /// <param name="reader">The field, or the items of one.</param>
    /// <param name="name">The field, for messages.</param>
    /// <param name="suffix">End of the C# type's name, where one is made and none is given.</param>
    /// <param name="scope">What stands around.</param>
    public FieldType? Parse(ObjectReader reader, string name, string suffix, FieldScope scope)
    {
        if (reader.RequiredText("type", "\"type\": \"string\"") is not { } word) return null;
        if (Kind(word, reader.ValueSpan("type")) is not { } kind) return null;
        ReportMisfits(reader, kind, word);
        return kind switch
        {
            FieldKind.Enum => Enum(reader, name, suffix, scope),
            FieldKind.Object => Object(reader, name, suffix, scope),
            FieldKind.List or FieldKind.Map => Container(reader, kind, name, suffix, scope),
            _ => new FieldType(kind),
        };
    }

    private FieldKind? Kind(string word, SourceSpan span)
    {
        if (SchemaVocabulary.Types.TryGet(word, out var kind)) return kind;
        var meant = Aliases.TryGetValue(word, out var alias) ? alias : Suggestion.Find(word, SchemaVocabulary.Types.Words);
        context.Diagnostics.Add(SchemaDiagnostics.UnknownType, span, word, Suggestion.Sentence(meant), SchemaVocabulary.Types);
        return null;
    }

    private void ReportMisfits(ObjectReader reader, FieldKind kind, string word)
    {
        foreach (var (property, kinds) in Options)
        {
            if (kinds.Contains(kind) || reader.Find(property) is not { } member) continue;
            var expected = string.Join(" and ", kinds.Select(SchemaVocabulary.Types.TextOf));
            context.Diagnostics.Add(SchemaDiagnostics.OptionMisfit, member.NameSpan, property, expected, word);
        }
    }

    private FieldType? Enum(ObjectReader reader, string name, string suffix, FieldScope scope)
    {
        if (TypeName(reader, "enum", name, suffix, scope) is not { } typeName) return null;
        var isClosed = reader.Flag("closed") ?? false;
        var values = new List<EnumMember>();
        foreach (var item in reader.Array("values")?.Items ?? [])
        {
            if (EnumValue(item, typeName) is { } value && IsNew(value, values, name, item)) values.Add(value);
        }

        if (values.Count > 0) return new FieldType(FieldKind.Enum, typeName, new EquatableArray<EnumMember>([.. values]), isClosed);
        var isEmpty = reader.Find("values")?.Value is null or { Kind: JsonKind.Array, Items.Count: 0, IsDamaged: false };
        if (isEmpty && !reader.IsDamaged) context.Diagnostics.Add(SchemaDiagnostics.EnumWithoutValues, reader.NameSpan("values"), name);
        return null;
    }

    private EnumMember? EnumValue(JsonNode item, string typeName)
    {
        if (item.Kind == JsonKind.String) return new EnumMember(item.Text, CSharpNames.EnumValue(item.Text, typeName), null);
        if (item.Kind != JsonKind.Object)
        {
            context.Diagnostics.Add(SchemaDiagnostics.WrongJsonType, item.Head, "values", ObjectReader.NameOf(item.Kind), "text, or an object with a value");
            return null;
        }

        var reader = new ObjectReader(item, "a value", SchemaGrammar.EnumValue, item.Head, context);
        if (reader.RequiredText("value", "\"value\": \"a\"") is not { } text) return null;
        return new EnumMember(text, CSharpNames.EnumValue(text, typeName), reader.Sentence("description"));
    }

    private bool IsNew(EnumMember value, List<EnumMember> values, string name, JsonNode item)
    {
        if (!values.Any(other => other.Value == value.Value || other.MemberName == value.MemberName)) return true;
        context.Diagnostics.Add(SchemaDiagnostics.DuplicateEnumValue, item.Head, name, value.Value, value.MemberName);
        return false;
    }

    private FieldType? Object(ObjectReader reader, string name, string suffix, FieldScope scope)
    {
        if (IsTooDeep(reader, scope)) return null;
        var isEmpty = reader.Find("fields")?.Value is null or { Kind: JsonKind.Object, Members.Count: 0, IsDamaged: false };
        if (isEmpty)
        {
            if (!reader.IsDamaged) context.Diagnostics.Add(SchemaDiagnostics.ObjectWithoutFields, reader.NameSpan("fields"), name);
            return null;
        }

        if (reader.Object("fields") is not { } node || TypeName(reader, "object", name, suffix, scope) is not { } typeName) return null;
        var inner = fields.ParseAll(node, scope.ForObject(typeName));
        return new FieldType(FieldKind.Object, typeName, Fields: inner);
    }

    private FieldType? Container(ObjectReader reader, FieldKind kind, string name, string suffix, FieldScope scope)
    {
        if (IsTooDeep(reader, scope)) return null;
        var items = reader.Find("items")?.Value;
        if (items is null)
        {
            if (!reader.IsDamaged) context.Diagnostics.Add(SchemaDiagnostics.MissingItems, reader.Head, SchemaVocabulary.Types.TextOf(kind), name);
            return null;
        }

        var element = Element(items, name, suffix, scope.ForElement());
        return element is null ? null : new FieldType(kind, Element: element);
    }

    private FieldType? Element(JsonNode items, string name, string suffix, FieldScope scope)
    {
        if (items.Kind == JsonKind.String) return ParseWord(items, name);
        if (items.Kind == JsonKind.Object)
        {
            var reader = new ObjectReader(items, "the items of", SchemaGrammar.Type, items.Head, context, name);
            return Parse(reader, name, suffix + "Item", scope);
        }

        context.Diagnostics.Add(SchemaDiagnostics.WrongJsonType, items.Head, "items", ObjectReader.NameOf(items.Kind), "a type in double quotes, or an object with a type");
        return null;
    }

    private bool IsTooDeep(ObjectReader reader, FieldScope scope)
    {
        if (scope.Depth < MaxDepth) return false;
        context.Diagnostics.Add(SchemaDiagnostics.TooDeep, reader.ValueSpan("type"), MaxDepth);
        return true;
    }

    private string? TypeName(ObjectReader reader, string what, string field, string suffix, FieldScope scope)
    {
        var given = reader.Text("typeName");
        if (given is not null && !CSharpNames.IsTypeName(given))
        {
            context.Diagnostics.Add(SchemaDiagnostics.BadTypeName, reader.ValueSpan("typeName"), given);
            given = null;
        }

        var name = given ?? scope.TypeName + CSharpNames.Pascal(field) + suffix;
        return context.TryClaimType(name, $"the {what} '{field}'", given is null ? reader.Head : reader.ValueSpan("typeName")) ? name : null;
    }
}
