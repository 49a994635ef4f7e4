namespace Telemetry.Tools.Analytics;

/// <summary>Writes records as Parquet: the columns of the CSV export with their types; lists, maps and JSON as JSON text.</summary>
internal sealed class ParquetRecordWriter : IRecordWriter
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly StreamLayout _layout;
    private readonly CsvRowJson _rows;
    private readonly ParquetColumn[] _columns;
    private readonly int[] _places;
    private readonly ParquetWriter _writer;

    public ParquetRecordWriter(StreamLayout layout, Stream output, ParquetLimits? limits = null)
    {
        (_layout, _rows, _columns) = (layout, new CsvRowJson(layout), ParquetColumns.Of(layout));
        _places = [.. layout.Columns.Select(column => Array.FindIndex(_columns, found => found.Name == column.Path))];
        _writer = new ParquetWriter(output, _columns, limits);
    }

    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        var json = row.Csv is null ? line : _rows.Make(row, line).Span;
        var reader = new JsonLineReader(json);
        var item = _layout.Events[row.Event];
        if (!reader.Begin() || !TryFields(ref reader, json, item.Fields, item.Names)) throw new InvalidDataException($"An event of '{_layout.Schema.Stream}' does not fit its schema: {reader.Error}");
        _writer.EndRow();
    }

    public void End() => _writer.End([("telemetry.schema", _layout.Schema.Stream), ("telemetry.version", _layout.Schema.Version.ToString())]);

    // The stream that was given stays open.
    public void Dispose()
    {
    }

    private bool TryFields(ref JsonLineReader reader, ReadOnlySpan<byte> json, FieldNode[] fields, FieldNames names)
    {
        for (int found; (found = reader.NextField(names)) >= 0;)
        {
            if (!TryField(ref reader, json, fields[found])) return reader.FailAt(names, found);
        }

        return reader.IsComplete;
    }

    private bool TryField(ref JsonLineReader reader, ReadOnlySpan<byte> json, FieldNode field)
    {
        var isNull = reader.Null(out object? _);
        if (field.Column < 0) return isNull || (reader.BeginObject() && TryFields(ref reader, json, field.Children, field.ChildNames));
        var column = _places[field.Column];
        if (!isNull) return TryValue(ref reader, json, column);
        _writer.Row.SetNull(column);
        return true;
    }

    private bool TryValue(ref JsonLineReader reader, ReadOnlySpan<byte> json, int column)
    {
        var row = _writer.Row;
        bool isRead;
        switch (_columns[column].Type)
        {
            case ParquetType.Int32: if (isRead = reader.Int32(out var small)) row.Set(column, small); break;
            case ParquetType.Int64: if (isRead = reader.Int64(out var whole)) row.Set(column, whole); break;
            case ParquetType.Real: if (isRead = reader.Double(out var real)) row.Set(column, real); break;
            case ParquetType.Decimal: if (isRead = reader.Decimal(out var exact)) row.Set(column, Nanos.Of(exact)); break;
            case ParquetType.Bool: if (isRead = reader.Boolean(out var truth)) row.Set(column, truth); break;
            case ParquetType.Timestamp: if (isRead = reader.Timestamp(out var time)) row.Set(column, BucketMath.ToMicros(time)); break;
            case ParquetType.Date: if (isRead = reader.Date(out var day)) row.Set(column, day.DayNumber - Epoch); break;
            case ParquetType.Uuid: if (isRead = reader.Uuid(out var id)) row.Set(column, id); break;
            case ParquetType.Text when json[reader.Position] == '"': if (isRead = reader.Text(out var text)) row.Set(column, text); break;
            default: isRead = TryRaw(ref reader, json, column); break;
        }

        return isRead;
    }

    private bool TryRaw(ref JsonLineReader reader, ReadOnlySpan<byte> json, int column)
    {
        var start = reader.Position;
        if (!reader.Skip()) return false;
        _writer.Row.Set(column, json[start..reader.Position]);
        return true;
    }
}
