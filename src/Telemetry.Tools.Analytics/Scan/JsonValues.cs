using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads values with the readers that generated code calls, so that both refuse the same ones, and keeps those that are asked for.</summary>
internal sealed class JsonValues(SlotMap slots)
{
    /// <summary>Reads an object's fields by name, in any order.</summary>
    public bool TryObject(ref JsonLineReader reader, FieldNode[] fields, FieldNames names, ulong[] required, Row row) =>
        reader.BeginObject() && TryFields(ref reader, fields, names, row, out var seen) && reader.IsComplete && !IsMissing(ref reader, names, required, seen);

    /// <summary>Reads the fields of an object that was entered.</summary>
    public bool TryFields(ref JsonLineReader reader, FieldNode[] fields, FieldNames names, Row row, out SeenFields seen)
    {
        seen = default;
        for (int field; (field = reader.NextField(names)) >= 0;)
        {
            if (!TryField(ref reader, fields[field], row)) return reader.FailAt(names, field);
            seen.Add(field);
        }

        return true;
    }

    /// <summary>Whether a field that must be there was not seen.</summary>
    public static bool IsMissing(ref JsonLineReader reader, FieldNames names, ulong[] required, in SeenFields seen)
    {
        for (var word = 0; word < required.Length; word++)
        {
            if (reader.HasMissing(names, word * 64, required[word], seen[word])) return true;
        }

        return false;
    }

    private bool TryField(ref JsonLineReader reader, FieldNode field, Row row)
    {
        var slot = slots[field.Column];
        if (slot >= 0) row.Cells[slot] = default;
        if (field.AcceptsNull && reader.Null(out object? _)) return true;
        if (field.Column < 0) return TryObject(ref reader, field.Children, field.ChildNames, field.Required, row);
        var cell = new Cell { State = CellState.Value };
        if (!TryValue(ref reader, field, row, ref cell, slot >= 0)) return false;
        if (slot >= 0) row.Cells[slot] = cell;
        return true;
    }

    private static bool TryValue(ref JsonLineReader reader, FieldNode field, Row row, ref Cell cell, bool isAsked) => field.Kind switch
    {
        FieldKind.String => TryString(ref reader, row, ref cell, isAsked),
        FieldKind.Enum => TryEnum(ref reader, field, row, ref cell, isAsked),
        FieldKind.Int32 => reader.Int32(out var number) && CellValues.Set(ref cell, number),
        FieldKind.Int64 => reader.Int64(out var number) && CellValues.Set(ref cell, number),
        FieldKind.Double => reader.Double(out var number) && CellValues.Set(ref cell, number),
        FieldKind.Decimal => reader.Decimal(out var number) && CellValues.Set(ref cell, number),
        FieldKind.Bool => reader.Boolean(out var truth) && CellValues.Set(ref cell, truth ? 1 : 0),
        FieldKind.Timestamp => reader.Timestamp(out var time) && CellValues.Set(ref cell, BucketMath.ToMicros(time)),
        FieldKind.Date => reader.Date(out var day) && CellValues.Set(ref cell, day.DayNumber),
        FieldKind.Duration => reader.Duration(field.Unit, out var span) && CellValues.Set(ref cell, span, field.Unit),
        FieldKind.Uuid => reader.Uuid(out var id) && (!isAsked || row.TryKeep(ref cell, id)),
        FieldKind.Sha256 => reader.Digest(out var digest) && (!isAsked || row.TryKeep(ref cell, digest)),
        FieldKind.List => reader.List(field.Element!, out _),
        FieldKind.Map => reader.Map(field.Element!, out _),
        _ => reader.Json(out _),
    };

    private static bool TryString(ref JsonLineReader reader, Row row, ref Cell cell, bool isAsked) =>
        reader.String(out var text) && (!isAsked || row.TryKeep(ref cell, text));

    private static bool TryEnum(ref JsonLineReader reader, FieldNode field, Row row, ref Cell cell, bool isAsked)
    {
        if (!field.IsClosedEnum) return reader.OpenEnum(field.Members, out var text) && (!isAsked || row.TryKeep(ref cell, text));
        return reader.Enum(field.Members, out var member) && (!isAsked || row.TryKeep(ref cell, field.Members[member]));
    }
}
