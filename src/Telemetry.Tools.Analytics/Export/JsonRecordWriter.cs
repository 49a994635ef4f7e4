namespace Telemetry.Tools.Analytics;

/// <summary>Writes records as JSON: those of JSON Lines as they stand, rows of CSV as objects with their fields' types.</summary>
internal sealed class JsonRecordWriter : IRecordWriter
{
    private readonly CsvRowJson _rows;
    private readonly BufferedStream _output;
    private readonly bool _isArray;
    private bool _isLater;

    public JsonRecordWriter(StreamLayout layout, Stream output, bool isArray)
    {
        (_rows, _output, _isArray) = (new CsvRowJson(layout), new BufferedStream(output, 64 * 1024), isArray);
        if (isArray) _output.Write("["u8);
    }

    public void Write(Row row, ReadOnlySpan<byte> line)
    {
        if (_isArray) _output.Write(_isLater ? ",\n"u8 : "\n"u8);
        _isLater = true;
        _output.Write(row.Csv is null ? AsItStands(line) : _rows.Make(row, line).Span);
        if (!_isArray) _output.Write("\n"u8);
    }

    public void End()
    {
        if (_isArray) _output.Write("\n]\n"u8);
        _output.Flush();
    }

    // The stream that was given stays open.
    public void Dispose() => _output.Flush();

    /// <summary>A line's object, without what may stand around it.</summary>
    public static ReadOnlySpan<byte> AsItStands(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("\uFEFF"u8)) line = line[3..];
        return line.Trim(" \t\r"u8);
    }
}
