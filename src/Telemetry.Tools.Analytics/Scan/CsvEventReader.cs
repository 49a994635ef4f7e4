using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a row of a CSV segment by the names of its header, with the reader that generated code calls.</summary>
internal sealed class CsvEventReader
{
    private readonly StreamLayout _layout;
    private readonly SlotMap _slots;
    private readonly JsonValues _values;
    private readonly CsvColumns[] _columns;
    private readonly CsvRow _cells = new();
    private CsvHeader? _header;

    public CsvEventReader(StreamLayout layout, SlotMap slots)
    {
        (_layout, _slots) = (layout, slots);
        _values = new JsonValues(slots);
        _columns = [.. layout.Events.Select(item => new CsvColumns(layout, item))];
    }

    /// <summary>Takes the header row: which field stands where. Columns of other names are passed over.</summary>
    public void ReadHeader(ReadOnlySpan<byte> row)
    {
        _header = CsvHeader.Parse(row);
        foreach (var columns in _columns) columns.Bind(_header);
    }

    /// <summary>Fills the row.</summary>
    public LineResult Read(ReadOnlySpan<byte> line, Row row, out string reason)
    {
        row.Clear();
        reason = "";
        if (_layout.Schema.Discriminator is { } name)
        {
            var finder = new RowReader(line, _header!, _columns[0].Names);
            if (!finder.FindText(name, out var kind)) return Reject(ref finder, out reason);
            row.Event = _layout.EventIndex(kind);
            if (row.Event < 0) return LineResult.OtherEvent;
        }

        var columns = _columns[row.Event];
        var reader = new RowReader(line, _header!, columns.Names);
        return TryCells(ref reader, columns, row) ? LineResult.Event : Reject(ref reader, out reason);
    }

    /// <summary>Prepares <see cref="TryGetText"/> for the row that was read last.</summary>
    public void Split(ReadOnlySpan<byte> line) => _cells.Split(line);

    /// <summary>The text of a field's cell in the row that was split; <see langword="false"/> where it has no value.</summary>
    public bool TryGetText(ReadOnlySpan<byte> line, int eventIndex, FieldNode field, out ReadOnlySpan<byte> text)
    {
        var place = _columns[eventIndex].PlaceOf(field);
        text = default;
        if (place < 0 || place >= _cells.Count) return false;
        text = CsvRow.Text(line, _cells[place], new byte[_cells[place].Length]);
        return !text.IsEmpty || _cells[place].IsQuoted;
    }

    private bool TryCells(ref RowReader reader, CsvColumns columns, Row row)
    {
        var seen = default(SeenFields);
        for (int field; (field = reader.NextField()) >= 0;)
        {
            if (!TryCell(ref reader, columns.Fields[field], row)) return reader.FailAt(field);
            seen.Add(field);
        }

        if (!reader.IsComplete()) return false;
        for (var word = 0; word < columns.Required.Length; word++)
        {
            if (reader.HasMissing(word * 64, columns.Required[word], seen[word])) return false;
        }

        return true;
    }

    private bool TryCell(ref RowReader reader, FieldNode field, Row row)
    {
        var slot = _slots[field.Column];
        var cell = new Cell { State = CellState.Value };
        if (!TryValue(ref reader, field, row, ref cell, slot >= 0)) return false;
        if (slot >= 0) row.Cells[slot] = cell;
        return true;
    }

    private bool TryValue(ref RowReader reader, FieldNode field, Row row, ref Cell cell, bool isAsked) => field.Kind switch
    {
        FieldKind.String => reader.String(out var text) && (!isAsked || row.TryKeep(ref cell, text)),
        FieldKind.Enum when field.IsClosedEnum => reader.Enum(field.Members, out var member) && (!isAsked || row.TryKeep(ref cell, field.Members[member])),
        FieldKind.Enum => reader.OpenEnum(field.Members, out var text) && (!isAsked || row.TryKeep(ref cell, text)),
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
        FieldKind.Object => TryObject(ref reader, field, row),
        _ => reader.Nested(ElementReader.For(field.Field.Type), out _),
    };

    private bool TryObject(ref RowReader reader, FieldNode field, Row row) => reader.Nested(
        (ref JsonLineReader json, out bool isRead) => isRead = _values.TryObject(ref json, field.Children, field.ChildNames, field.Required, row), out _);

    private static LineResult Reject(ref RowReader reader, out string reason)
    {
        reader.Reject(out var error);
        reason = error.ToString();
        return LineResult.Rejected;
    }
}
