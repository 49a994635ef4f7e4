namespace Telemetry.Tools.Schema;

/// <summary>Describes the lines of a stream as a JSON Schema (2020-12), for tools and languages that do not know schema files.</summary>
public static class EventJsonSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The JSON Schema of one line. Unknown properties are allowed, as every reader allows them.</summary>
    public static string Create(SchemaDocument document)
    {
        var json = new JsonText().Open();
        json.Value("$schema", Dialect);
        json.Value("title", $"{document.Stream} {document.Version}");
        if (document.Description is not null) json.Value("description", document.Description);
        if (document.Events.Count == 1) Body(json, document, document.Events[0]);
        else
        {
            json.Open("oneOf", '[');
            foreach (var item in document.Events)
            {
                json.Open();
                json.Value("title", item.Name);
                if (item.Description is not null) json.Value("description", item.Description);
                Body(json, document, item);
                json.Close();
            }

            json.Close(']');
        }

        return json.Close().ToString();
    }

    private static void Body(JsonText json, SchemaDocument document, EventDefinition item)
    {
        json.Value("type", "object");
        json.Open("properties");
        foreach (var field in document.Fields) Property(json, field);
        if (document.Discriminator is { } discriminator) json.Open(discriminator).Value("const", item.Name).Close();
        if (document.Payload is { } payload)
        {
            json.Open(payload);
            Object(json, item.Fields, isNullable: false);
            json.Close();
        }
        else
        {
            foreach (var field in item.Fields) Property(json, field);
        }

        json.Close();
        var own = document.Payload is { } name ? (Required(item.Fields).Any() ? [name] : []) : Required(item.Fields);
        string[] discriminatorName = document.Discriminator is null ? [] : [document.Discriminator];
        json.Values("required", [.. Required(document.Fields), .. discriminatorName, .. own]);
    }

    private static IEnumerable<string> Required(EquatableArray<FieldDefinition> fields) =>
        fields.Where(field => field.IsWritten && !field.Nullable).Select(field => field.Name);

    private static void Object(JsonText json, EquatableArray<FieldDefinition> fields, bool isNullable)
    {
        Type(json, "object", isNullable);
        json.Open("properties");
        foreach (var field in fields) Property(json, field);
        json.Close();
        json.Values("required", Required(fields));
    }

    private static void Property(JsonText json, FieldDefinition field)
    {
        if (!field.IsWritten) return;
        json.Open(field.Name);
        var unit = field.Unit is null ? null : $"[{field.Unit}]";
        var description = string.Join(" ", new[] { field.Description, unit }.Where(part => part is not null));
        if (description.Length > 0) json.Value("description", description);
        if (field.Deprecated is not null) json.Word("deprecated", "true");
        if (field.Privacy == PrivacyClass.Hash)
        {
            // Without the store's key a keyed digest cannot be made, and null is written.
            Digest(json, field.Nullable || field.Hash == HashAlgorithmKind.Hmac);
        }
        else
        {
            Value(json, field.Type, field.Nullable);
        }

        json.Close();
    }

    private static void Value(JsonText json, FieldType type, bool isNullable)
    {
        switch (type.Kind)
        {
            case FieldKind.Int32: Whole(json, int.MinValue, int.MaxValue, isNullable); break;
            case FieldKind.Int64: Whole(json, long.MinValue, long.MaxValue, isNullable); break;
            case FieldKind.Double: Double(json, isNullable); break;
            case FieldKind.Decimal or FieldKind.Duration: Type(json, "number", isNullable); break;
            case FieldKind.Bool: Type(json, "boolean", isNullable); break;
            case FieldKind.Timestamp: Formatted(json, "date-time", isNullable); break;
            case FieldKind.Date: Formatted(json, "date", isNullable); break;
            case FieldKind.Uuid: Formatted(json, "uuid", isNullable); break;
            case FieldKind.Sha256: Digest(json, isNullable); break;
            case FieldKind.Enum: Enum(json, type, isNullable); break;
            case FieldKind.Object: Object(json, type.Fields, isNullable); break;
            case FieldKind.List: Container(json, "array", "items", type, isNullable); break;
            case FieldKind.Map: Container(json, "object", "additionalProperties", type, isNullable); break;
            case FieldKind.Json: break;
            default: Type(json, "string", isNullable); break;
        }
    }

    private static void Type(JsonText json, string type, bool isNullable)
    {
        if (isNullable) json.Values("type", [type, "null"]);
        else json.Value("type", type);
    }

    private static void Whole(JsonText json, long minimum, long maximum, bool isNullable)
    {
        Type(json, "integer", isNullable);
        json.Number("minimum", minimum).Number("maximum", maximum);
    }

    private static void Double(JsonText json, bool isNullable)
    {
        json.Open("anyOf", '[');
        json.Open();
        Type(json, "number", isNullable);
        json.Close();
        json.Open().Values("enum", ["NaN", "Infinity", "-Infinity"]).Close();
        json.Close(']');
    }

    private static void Formatted(JsonText json, string format, bool isNullable)
    {
        Type(json, "string", isNullable);
        json.Value("format", format);
    }

    private static void Digest(JsonText json, bool isNullable)
    {
        Type(json, "string", isNullable);
        json.Value("pattern", "^[0-9a-f]{64}$");
    }

    private static void Enum(JsonText json, FieldType type, bool isNullable)
    {
        Type(json, "string", isNullable);
        var values = type.Values.Select(value => value.Value);
        if (!type.IsClosed) json.Values("examples", values);
        else if (!isNullable) json.Values("enum", values);
        else
        {
            json.Open("enum", '[');
            foreach (var value in values) json.Value(null, value);
            json.Word(null, "null").Close(']');
        }
    }

    private static void Container(JsonText json, string jsonType, string elementName, FieldType type, bool isNullable)
    {
        Type(json, jsonType, isNullable);
        json.Open(elementName);
        if (type.Element is not null) Value(json, type.Element, false);
        json.Close();
    }
}
