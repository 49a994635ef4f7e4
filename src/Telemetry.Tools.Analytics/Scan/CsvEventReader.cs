using System.Text;
using System.Text.Unicode;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a row of a CSV segment by the names of its header.</summary>
internal sealed class CsvEventReader
{
    private readonly FieldNode[] _fields;
    private readonly SlotMap _slots;
    private readonly CsvRow _cells = new();
    private int[] _places = [];
    private Cell _unasked;

    public CsvEventReader(StreamLayout layout, SlotMap slots) => (_fields, _slots) = (layout.Events[0].Fields, slots);

    /// <summary>Takes the header row: which field stands where. Columns of other names are passed over.</summary>
    public bool ReadHeader(ReadOnlySpan<byte> row)
    {
        if (!_cells.Split(row)) return false;
        var names = new List<string>();
        var room = new byte[row.Length];
        for (var i = 0; i < _cells.Count; i++) names.Add(Encoding.UTF8.GetString(CsvRow.Text(row, _cells[i], room)));
        _places = [.. _fields.Select(field => names.IndexOf(field.Field.Name))];
        return _places.Any(place => place >= 0);
    }

    /// <summary>Fills the row; the reason why the line is no event, or <see langword="null"/>.</summary>
    public string? Read(ReadOnlySpan<byte> line, Row row)
    {
        row.Clear();
        if (!Utf8.IsValid(line) || line.Contains((byte)0) || !_cells.Split(line)) return RejectReasons.NotCsv;
        for (var i = 0; i < _fields.Length; i++)
        {
            if (ReadField(line, _fields[i], _places[i], row) is { } reason) return reason;
        }

        return null;
    }

    private string? ReadField(ReadOnlySpan<byte> line, FieldNode field, int place, Row row)
    {
        if (place < 0 || place >= _cells.Count) return field.IsRequired ? RejectReasons.Of(RejectReasons.MissingField, field.Path) : null;
        var text = CsvRow.Text(line, _cells[place], row.Reserve(_cells[place].Length));
        if (text.IsEmpty && !_cells[place].IsQuoted && field.Field.Nullable) return null;
        var slot = _slots[field.Column];
        ref var cell = ref slot >= 0 ? ref row.Cells[slot] : ref _unasked;
        cell = default;
        if (!Fits(text, field, ref cell)) return RejectReasons.Of(RejectReasons.WrongType, field.Path);
        if (field.ClosedValues.Length > 0 && !IsMember(text, field)) return RejectReasons.Of(RejectReasons.UnknownValue, field.Path);
        if (slot >= 0) ScalarText.Keep(text.ToArray(), field.Kind, row, ref cell);
        return null;
    }

    private static bool Fits(ReadOnlySpan<byte> text, FieldNode field, ref Cell cell)
    {
        if (field.Kind is not (FieldKind.List or FieldKind.Map or FieldKind.Json or FieldKind.Object)) return ScalarText.TryReadAny(text, field.Kind, ref cell);
        cell.State = CellState.Value;
        return JsonTypeCheck.Fits(text, field.Field.Type);
    }

    private static bool IsMember(ReadOnlySpan<byte> text, FieldNode field)
    {
        foreach (var value in field.ClosedValues)
        {
            if (text.SequenceEqual(value)) return true;
        }

        return false;
    }
}
