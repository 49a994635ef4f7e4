using System.Text.Json;
using CsvHelper;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes records as CSV: a column for each single value of the schema, named by its path; lists and maps as JSON text.</summary>
internal sealed class CsvRecordWriter : IRecordWriter
{
    private readonly (string Path, string[] Names, bool IsText)[] _columns;
    private readonly CsvRowJson _rows;
    private readonly bool _isExcelSafe;
    private readonly CsvWriter _csv;

    public CsvRecordWriter(StreamLayout layout, Stream output, bool isExcelSafe)
    {
        _columns = [.. layout.Columns.DistinctBy(column => column.Path).Select(column => (column.Path, column.Path.Split('.'), !column.IsNumber))];
        (_rows, _isExcelSafe) = (new CsvRowJson(layout), isExcelSafe);
        _csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in _columns) _csv.WriteField(column.Path);
        _csv.EndRecord();
    }

    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(row.Csv is null ? Record(line) : _rows.Make(row, line).Span);
        using var json = JsonDocument.ParseValue(ref reader);
        foreach (var (path, names, isText) in _columns) WriteField(TextOf(json.RootElement, path, names), isText);
        _csv.EndRecord();
    }

    public void End() => _csv.Flush();

    public void Dispose() => _csv.Dispose();

    private static ReadOnlySpan<byte> Record(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? line[3..] : line;

    // A field's own name may hold dots; the whole path as one name is tried first.
    private static string? TextOf(JsonElement root, string path, string[] names)
    {
        if (names.Length == 1 || !root.TryGetProperty(path, out var value))
        {
            value = root;
            foreach (var name in names)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }

    private void WriteField(string? text, bool isText)
    {
        var isRisky = _isExcelSafe && isText && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

        // An empty cell is no value; the empty text stands in quotes.
        if (text is { Length: 0 } && isText) _csv.WriteField(text, CsvQuoting.Always);
        else _csv.WriteField(isRisky ? "'" + text : text);
    }
}
