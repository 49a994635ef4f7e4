using CsvHelper;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes records as CSV: a column for each single value of the schema, named by its path; lists and maps as JSON text.</summary>
internal sealed class CsvRecordWriter : IRecordWriter
{
    private readonly (RecordPath Path, bool IsText)[] _columns;
    private readonly RecordJson _records;
    private readonly bool _isExcelSafe;
    private readonly CsvWriter _csv;

    public CsvRecordWriter(StreamLayout layout, Stream output, bool isExcelSafe)
    {
        _columns = [.. layout.Columns.DistinctBy(column => column.Path).Select(column => (RecordPath.Of(column), !column.IsNumber))];
        (_records, _isExcelSafe) = (new RecordJson(layout), isExcelSafe);
        _csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in _columns) _csv.WriteField(column.Path.Text);
        _csv.EndRecord();
    }

    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        using var json = _records.Parse(row, line);
        foreach (var (path, isText) in _columns) WriteField(RecordJson.TryFind(json.RootElement, path, out var value) ? RecordJson.TextOf(value) : null, isText);
        _csv.EndRecord();
    }

    public void End() => _csv.Flush();

    public void Dispose() => _csv.Dispose();

    private void WriteField(string? text, bool isText)
    {
        var isRisky = _isExcelSafe && isText && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

        // An empty cell is no value; the empty text stands in quotes.
        if (text is { Length: 0 } && isText) _csv.WriteField(text, CsvQuoting.Always);
        else _csv.WriteField(isRisky ? "'" + text : text);
    }
}
