using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>C# for the values of one field type: its name, and calls of the runtime that write and read it.</summary>
/// <param name="scope">Names that the generated file uses.</param>
internal sealed class TypeCode(NameScope scope)
{
    private const string Runtime = "global::Telemetry.Tools.";
    private const string Collections = "global::System.Collections.Generic.";

    public string NameOf(FieldType type) => type.Kind switch
    {
        FieldKind.Int32 => "int",
        FieldKind.Int64 => "long",
        FieldKind.Double => "double",
        FieldKind.Decimal => "decimal",
        FieldKind.Bool => "bool",
        FieldKind.Timestamp => "global::System.DateTimeOffset",
        FieldKind.Date => "global::System.DateOnly",
        FieldKind.Duration => "global::System.TimeSpan",
        FieldKind.Uuid => "global::System.Guid",
        FieldKind.Sha256 => Runtime + "Sha256",
        FieldKind.Enum or FieldKind.Object => scope.TypeOf(type.TypeName!),
        FieldKind.List => $"{Collections}IReadOnlyList<{NameOf(type.Element!)}>",
        FieldKind.Map => $"{Collections}IReadOnlyDictionary<string, {NameOf(type.Element!)}>",
        _ => "string",
    };

    public static bool IsReference(FieldType type) =>
        type.Kind is FieldKind.String or FieldKind.Json or FieldKind.Object or FieldKind.List or FieldKind.Map;

    /// <summary>Whether a value has a length that is known before it is written, so that many share one look at the buffer.</summary>
    public static bool IsFlat(FieldType type) => type.Kind is not (FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json);

    /// <summary>Whether a value is written as its text.</summary>
    public static bool IsText(FieldType type) => type.Kind == FieldKind.String || (type.Kind == FieldKind.Enum && !type.IsClosed);

    /// <summary>The text of a value.</summary>
    public static string TextOf(FieldType type, string value) => type.Kind == FieldKind.String ? value : value + ".Text";

    /// <summary>A statement's expression that writes a value as JSON behind a prefix, through the writer.</summary>
    public string Write(FieldType type, string unit, string writer, string prefix, string value, bool isNullable, int depth = 1) => type.Kind switch
    {
        FieldKind.Object => $"{writer}.Object({prefix}, {value})",
        FieldKind.List => $"{writer}.List({prefix}, {value}{(isNullable ? "" : $" ?? global::System.Array.Empty<{NameOf(type.Element!)}>()")}, {WriteElement(type.Element!, depth)})",
        FieldKind.Map => $"{writer}.Map({prefix}, {value}{(isNullable ? "" : $" ?? new {Collections}Dictionary<string, {NameOf(type.Element!)}>()")}, {WriteElement(type.Element!, depth)})",
        FieldKind.Json => $"{writer}.Json({prefix}, {value})",
        _ => $"{writer}.{WriterOf(type.Kind, type.IsClosed)}({prefix}, {ArgumentsOf(type, unit, value, isNullable)})",
    };

    /// <summary>The same for a flat value, into room that was opened before.</summary>
    public string WriteInto(FieldType type, string unit, string room, string prefix, string value, bool isNullable)
    {
        var writer = type.Kind == FieldKind.Timestamp ? ", ref writer" : "";
        return $"{room} = {Runtime}JsonField.{WriterOf(type.Kind, type.IsClosed)}({room}, {prefix}, {ArgumentsOf(type, unit, value, isNullable)}{writer})";
    }

    /// <summary>The room that a flat value needs at most, in a line or in a row: what is known beforehand, the text that can need more, and what else must be asked.</summary>
    public (int Known, string? Text, string? Asked) RoomOf(FieldType type, string value, bool isNullable, string writer = "JsonField") => type.Kind switch
    {
        FieldKind.String => (18, value, null),
        FieldKind.Enum when type.IsClosed => (0, null, $"{Runtime}{writer}.Room({scope.TablesOf(type)}.{type.TypeName})"),
        FieldKind.Enum => (18, $"{value}{(isNullable ? "?" : "")}.Text", null),
        FieldKind.Bool => (8, null, null),
        FieldKind.Timestamp => (30, null, null),
        FieldKind.Date => (12, null, null),
        FieldKind.Uuid => (38, null, null),
        FieldKind.Sha256 => (DigestRoom, null, null),
        _ => (48, null, null),
    };

    /// <summary>Room for a digest with its quotes.</summary>
    public const int DigestRoom = 66;

    private static string WriterOf(FieldKind kind, bool isClosed) => kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 => "Integer",
        FieldKind.Enum when !isClosed => "String",
        _ => MethodOf(kind),
    };

    private string ArgumentsOf(FieldType type, string unit, string value, bool isNullable) => type.Kind switch
    {
        FieldKind.String => value + (isNullable ? "" : " ?? \"\""),
        FieldKind.Duration => $"{value}, {UnitOf(unit)}",
        FieldKind.Enum when type.IsClosed => $"{scope.TablesOf(type)}.{type.TypeName}, (int{(isNullable ? "?" : "")}){value}",
        FieldKind.Enum => $"{value}{(isNullable ? "?" : "")}.Text",
        _ => value,
    };

    /// <summary>An expression that reads a JSON value and says whether it could.</summary>
    public string Read(FieldType type, string unit, string reader, string target, bool isNullable, int depth = 1) => type.Kind switch
    {
        FieldKind.Duration => $"{reader}.{Nullable(isNullable)}Duration({UnitOf(unit)}, out {target})",
        FieldKind.Enum => $"{scope.TablesOf(type)}.Read(ref {reader}, out {target})",
        FieldKind.Object when !isNullable => $"{reader}.Object(out {target}!)",
        FieldKind.List or FieldKind.Map when isNullable => $"({reader}.Null(out {target}) || {Read(type, unit, reader, target, false, depth)})",
        FieldKind.List or FieldKind.Map => $"{reader}.{type.Kind}({ReadElement(type.Element!, depth)}, out {target})",
        _ => $"{reader}.{Nullable(isNullable)}{MethodOf(type.Kind)}(out {target})",
    };

    /// <summary>An expression for the place behind a field of a line that stands as we write it; -1 where it does not.</summary>
    public string Step(FieldType type, string unit, string prefix, string target, bool isNullable) => type.Kind switch
    {
        FieldKind.String or FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Bool or FieldKind.Timestamp or FieldKind.Sha256 =>
            $"{Runtime}JsonStep.{Nullable(isNullable)}{MethodOf(type.Kind)}(line, at, {prefix}, out {target})",
        FieldKind.Enum when !isNullable => $"{scope.TablesOf(type)}.Step(line, at, {prefix}, out {target})",
        _ => $"{Runtime}JsonStep.Value<{NameOf(type)}{(isNullable ? "?" : "")}>(line, at, {prefix}, {ReadElement(type, unit, isNullable)}, out {target})",
    };

    /// <summary>A statement's expression that writes a value that is there as a CSV cell.</summary>
    public string WriteCell(FieldType type, string unit, string prefix, string value) => type.Kind switch
    {
        FieldKind.String => $"writer.CsvString({prefix}, {value} ?? \"\")",
        FieldKind.Double => $"writer.CsvDouble({prefix}, {value})",
        FieldKind.Timestamp => $"writer.CsvTimestamp({prefix}, {value})",
        FieldKind.Date => $"writer.CsvDate({prefix}, {value})",
        FieldKind.Uuid => $"writer.CsvUuid({prefix}, {value})",
        FieldKind.Sha256 => $"writer.CsvDigest({prefix}, {value})",
        FieldKind.Enum when type.IsClosed => $"writer.CsvEnum({prefix}, {scope.TablesOf(type)}.{type.TypeName}, (int){value})",
        FieldKind.Enum => $"writer.CsvString({prefix}, {value}.Text)",
        FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json => $"writer.CsvNested({prefix}, {value}, {WriteElement(type, 1)})",
        _ => Write(type, unit, "writer", prefix, value, isNullable: false),
    };

    /// <summary>The same for a flat value, into room that was opened before.</summary>
    public string WriteCellInto(FieldType type, string unit, string room, string prefix, string value) => type.Kind switch
    {
        FieldKind.String => Cell(room, "String", prefix, $"{value} ?? \"\""),
        FieldKind.Double or FieldKind.Date or FieldKind.Uuid => Cell(room, MethodOf(type.Kind), prefix, value),
        FieldKind.Sha256 => Cell(room, "Digest", prefix, value),
        FieldKind.Timestamp => Cell(room, "Timestamp", prefix, value + ", ref writer"),
        FieldKind.Enum when type.IsClosed => Cell(room, "Enum", prefix, $"{scope.TablesOf(type)}.{type.TypeName}, (int){value}"),
        FieldKind.Enum => Cell(room, "String", prefix, value + ".Text"),
        _ => WriteInto(type, unit, room, prefix, value, isNullable: false),
    };

    private static string Cell(string room, string method, string prefix, string value) => $"{room} = {Runtime}CsvField.{method}({room}, {prefix}, {value})";

    /// <summary>An expression for the place behind a cell of a row that stands as we write it; -1 where it does not.</summary>
    public string StepCell(FieldType type, string unit, string target, bool isNullable) => type.Kind switch
    {
        FieldKind.String or FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Bool or FieldKind.Timestamp or FieldKind.Sha256 =>
            $"{Runtime}CsvStep.{Nullable(isNullable)}{MethodOf(type.Kind)}(row, at, out {target})",
        FieldKind.Enum when !isNullable => $"{scope.TablesOf(type)}.Step(row, at, out {target})",
        _ => $"{Runtime}CsvStep.{Nullable(isNullable)}Value(row, at, static (ref {Runtime}RowReader reader, out {NameOf(type)} value) => {ReadCell(type, unit, "value")}, out {target})",
    };

    /// <summary>An expression that reads a CSV cell.</summary>
    public string ReadCell(FieldType type, string unit, string target) => type.Kind switch
    {
        FieldKind.Duration => $"reader.Duration({UnitOf(unit)}, out {target})",
        FieldKind.Enum => $"{scope.TablesOf(type)}.Read(ref reader, out {target})",
        FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json => $"reader.Nested({ReadElement(type, 1)}, out {target})",
        _ => $"reader.{MethodOf(type.Kind)}(out {target})",
    };

    private static string Nullable(bool isNullable) => isNullable ? "Nullable" : "";

    private static string MethodOf(FieldKind kind) => kind switch
    {
        FieldKind.Bool => "Boolean",
        FieldKind.Sha256 => "Digest",
        _ => kind.ToString(),
    };

    private static string UnitOf(string unit) => Runtime + "DurationUnit." + unit switch
    {
        "ns" => "Nanosecond",
        "us" => "Microsecond",
        "ms" => "Millisecond",
        "min" => "Minute",
        "h" => "Hour",
        "d" => "Day",
        _ => "Second",
    };

    private string WriteElement(FieldType element, int depth) =>
        $"static (ref {Runtime}LineWriter w{depth}, {NameOf(element)} v{depth}) => {Write(element, "s", $"w{depth}", "default", $"v{depth}", false, depth + 1)}";

    private string ReadElement(FieldType type, string unit, bool isNullable) =>
        $"(static (ref {Runtime}JsonLineReader r, out {NameOf(type)}{(isNullable ? "?" : "")} v) => {Read(type, unit, "r", "v", isNullable)})!";

    private string ReadElement(FieldType element, int depth) =>
        $"static (ref {Runtime}JsonLineReader r{depth}, out {NameOf(element)} v{depth}) => {Read(element, "s", $"r{depth}", $"v{depth}", false, depth + 1)}";
}
