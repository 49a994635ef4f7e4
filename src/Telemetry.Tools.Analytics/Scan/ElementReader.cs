using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Checks what lists and maps hold, with the readers that generated code calls.</summary>
internal static class ElementReader
{
    public static ValueReader<object?> For(FieldType type) => type.Kind switch
    {
        FieldKind.Int32 => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Int32(out _),
        FieldKind.Int64 => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Int64(out _),
        FieldKind.Double => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Double(out _),
        FieldKind.Decimal => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Decimal(out _),
        FieldKind.Bool => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Boolean(out _),
        FieldKind.Timestamp => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Timestamp(out _),
        FieldKind.Date => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Date(out _),
        FieldKind.Duration => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Duration(DurationUnit.Second, out _),
        FieldKind.Uuid => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Uuid(out _),
        FieldKind.Sha256 => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Digest(out _),
        FieldKind.Enum when type.IsClosed => Closed(new EnumNames([.. type.Values.Select(member => member.Value)])),
        FieldKind.Json => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Json(out _),
        FieldKind.List => Nested(For(type.Element!), isMap: false),
        FieldKind.Map => Nested(For(type.Element!), isMap: true),
        FieldKind.Object => Object(type),
        _ => static (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.String(out _),
    };

    private static ValueReader<object?> Closed(EnumNames names) =>
        (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Enum(names, out _);

    private static ValueReader<object?> Nested(ValueReader<object?> element, bool isMap) => isMap
        ? (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.Map(element, out _)
        : (ref JsonLineReader reader, out object? value) => (value = null) is null && reader.List(element, out _);

    // Its fields are no columns: they are read, and kept nowhere.
    private static ValueReader<object?> Object(FieldType type)
    {
        FieldNode[] fields = [.. type.Fields.Where(field => field.IsWritten).Select(field => StreamLayout.Unkept(field.Name, field))];
        var names = new FieldNames([.. fields.Select(field => field.Field.Name)]);
        ulong[] required = [.. FieldNode.RequiredBits(fields)];
        var values = new JsonValues(SlotMap.None);
        return (ref JsonLineReader reader, out object? value) =>
            (value = null) is null && values.TryObject(ref reader, fields, names, required, new Row(0));
    }
}
