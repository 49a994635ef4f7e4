using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>Prints a schema's events as JavaScript classes, and their types for TypeScript beside them.</summary>
internal sealed class JavaScriptClient(SchemaDocument document)
{
    private const string Runtime = "telemetry-client.mjs";
    private const string RuntimeTypes = "telemetry-client.d.mts";

    private static readonly HashSet<string> Taken = ["constructor", "toLine", "__proto__"];

    private readonly ClientModel _model = new(document);

    /// <summary>The files, the static parts last.</summary>
    public IReadOnlyList<ClientFile> Files() =>
    [
        new ClientFile($"{document.Stream}-events.mjs", Classes()), new ClientFile($"{document.Stream}-events.d.mts", Types()), ClientFile.Static(Runtime), ClientFile.Static(RuntimeTypes),
    ];

    private string Head => $"// Events of the stream {document.Stream}, schema version {document.Version}. Generated; changes are lost.\n\n";

    // No type of a schema has a dollar sign in its name.
    private static string Import => $"import {{ TelemetryEvent as $TelemetryEvent }} from \"./{Runtime}\";\n";

    private string Classes()
    {
        var text = new StringBuilder(Head).Append(Import);
        foreach (var item in document.Events)
        {
            text.Append($"\n/** {ClientText.Comment(item.Description, "An event.")} */\nexport class {item.TypeName} extends $TelemetryEvent {{\n");
            text.Append($"  static stream = {ClientText.Literal(document.Stream)};\n  static timeField = {ClientText.Literal(_model.TimeField)};\n  static layout = [\n");
            foreach (var part in _model.LineOf(item)) text.Append("    ").Append(Part(part)).Append(",\n");
            text.Append("  ];\n}\n");
        }

        return text.ToString();
    }

    private string Types()
    {
        var text = new StringBuilder(Head).Append(Import);
        foreach (var type in _model.Objects()) Interface(text, type.TypeName!, "A part of an event.", type.Fields);
        foreach (var item in document.Events)
        {
            var values = ValuesOf(item);
            Interface(text, values, item.Description, _model.FieldsOf(item));
            text.Append($"\nexport interface {item.TypeName} extends {values} {{}}\n");
            text.Append($"\n/** {ClientText.Comment(item.Description, "An event.")} */\nexport declare class {item.TypeName} extends $TelemetryEvent {{\n  constructor(values: {values});\n}}\n");
        }

        return text.ToString();
    }

    private static void Interface(StringBuilder text, string name, string? description, IEnumerable<FieldDefinition> fields)
    {
        text.Append($"\n/** {ClientText.Comment(description, "An event.")} */\nexport interface {name} {{\n");
        foreach (var field in fields.Where(field => field.Privacy != PrivacyClass.Drop))
        {
            var isOpen = field.Nullable || field.Optional || !field.IsWritten;
            var type = field.Privacy == PrivacyClass.Hash ? "string" : TypeOf(field.Type);
            if (field.Description is not null || field.Unit is not null) text.Append($"  /** {ClientText.Comment(field.Description, "")}{(field.Unit is { } unit ? $" [{unit}]" : "")} */\n");
            text.Append($"  readonly {ClientText.Literal(Property(field))}{(isOpen ? "?" : "")}: {type}{(isOpen ? " | null" : "")};\n");
        }

        text.Append("}\n");
    }

    private string ValuesOf(EventDefinition item)
    {
        var name = item.TypeName + "Values";
        return document.Events.Any(other => other.TypeName == name) || _model.Objects().Any(type => type.TypeName == name) ? "$" + name : name;
    }

    private static string Property(FieldDefinition field)
    {
        var name = ClientModel.RawNameOf(field);
        return Taken.Contains(name) ? name + "_" : name;
    }

    private static string TypeOf(FieldType type) => type.Kind switch
    {
        FieldKind.Int32 or FieldKind.Double or FieldKind.Duration => "number",
        FieldKind.Int64 => "number | bigint",
        FieldKind.Decimal => "number | string",
        FieldKind.Bool => "boolean",
        FieldKind.Timestamp or FieldKind.Date => "globalThis.Date | string",
        FieldKind.Enum when type.IsClosed => string.Join(" | ", type.Values.Select(member => ClientText.Literal(member.Value))),
        FieldKind.Enum => $"{string.Join(" | ", type.Values.Select(member => ClientText.Literal(member.Value)))} | (string & {{}})",
        FieldKind.Object => type.TypeName!,
        FieldKind.List => $"readonly ({TypeOf(type.Element!)})[]",
        FieldKind.Map => $"{{ readonly [name: string]: {TypeOf(type.Element!)} }}",
        FieldKind.Json => "unknown",
        _ => "string",
    };

    private static string Part(LinePart part) => part switch
    {
        { Constant: (var name, var value) } => $"{{ name: {ClientText.Literal(name)}, constant: {ClientText.Literal(value)} }}",
        { Payload: (var name, var fields) } => $"{{ name: {ClientText.Literal(name)}, payload: [{string.Join(", ", fields.Select(Field))}] }}",
        _ => Field(part.Field!),
    };

    private static string Field(FieldDefinition field)
    {
        var isHashed = field.Privacy == PrivacyClass.Hash;
        List<string> members = [$"name: {ClientText.Literal(field.Name)}", .. isHashed ? ["kind: \"string\""] : KindOf(field.Type)];
        if (Property(field) != field.Name) members.Add($"property: {ClientText.Literal(Property(field))}");
        if (field.Nullable) members.Add("nullable: true");
        if (field.Optional) members.Add("optional: true");
        if (field.Type.Kind == FieldKind.Duration && field.Unit is { } unit) members.Add($"unit: {ClientText.Literal(unit)}");
        if (isHashed) members.Add($"hash: {ClientText.Literal(field.Hash == HashAlgorithmKind.Sha256 ? "sha256" : "hmac")}");
        return $"{{ {string.Join(", ", members)} }}";
    }

    private static IEnumerable<string> KindOf(FieldType type)
    {
        yield return $"kind: {ClientText.Literal(ClientKinds.NameOf(type.Kind))}";
        if (type.Kind == FieldKind.Enum) yield return $"values: [{string.Join(", ", type.Values.Select(member => ClientText.Literal(member.Value)))}]";
        if (type.Kind == FieldKind.Enum && type.IsClosed) yield return "closed: true";
        if (type.Element is { } element) yield return $"element: {{ {string.Join(", ", KindOf(element))} }}";
        if (type.Kind == FieldKind.Object) yield return $"fields: [{string.Join(", ", type.Fields.Where(field => field.IsWritten).Select(Field))}]";
    }
}
