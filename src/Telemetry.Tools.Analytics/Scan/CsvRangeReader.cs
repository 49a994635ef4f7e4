using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the rows of a CSV file under its header. A file is one range: a line end may stand inside a cell, so it cannot be cut anywhere.</summary>
internal sealed class CsvRangeReader(StreamLayout layout, SlotMap slots, IRowSink sink)
{
    private readonly LineBuffer _buffer = new();
    private readonly Row _row = new(slots.Columns.Length);
    private readonly CsvRowReader _rows = new(layout, slots);
    private ScanRange _range = null!;
    private bool _hasHeader;

    public void Read(SafeFileHandle file, ScanRange range, long fileEnd)
    {
        (_range, _hasHeader) = (range, false);
        _buffer.Open(file, 0, fileEnd);
        range.Totals.Bytes = range.End - range.Start;
        if (!_buffer.Fill()) return;
        if (_buffer.Bytes.AsSpan(0, _buffer.Limit).StartsWith("\uFEFF"u8)) _buffer.Position = 3;
        while (ReadWindow() && (_buffer.Limit - _buffer.Position <= LineBuffer.MaxLine ? _buffer.Fill() : SkipLongRow()))
        {
        }

        var rest = _buffer.Bytes.AsSpan(_buffer.Position, _buffer.Limit - _buffer.Position);
        if (!rest.Trim(" \t\r"u8).IsEmpty) range.Totals.Pending++;
    }

    private bool ReadWindow()
    {
        _row.Buffer = _buffer.Bytes;
        while (true)
        {
            var rest = _buffer.Bytes.AsSpan(_buffer.Position, _buffer.Limit - _buffer.Position);
            var length = CsvRow.LengthOf(rest);
            if (length < 0) return true;
            ReadRow(rest[..length]);
            _range.LineEnds += rest[..(length + 1)].Count((byte)'\n');
            _buffer.Position += length + 1;
        }
    }

    private void ReadRow(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t\r"u8).IsEmpty) return;
        if (!_hasHeader)
        {
            _hasHeader = true;
            if (!_rows.ReadHeader(line)) Reject(RejectReasons.NotCsv);
            return;
        }

        _range.Totals.Lines++;
        if (_rows.Read(line, _row) is { } reason)
        {
            Reject(reason);
            return;
        }

        _range.Totals.Events++;
        sink.Accept(_row, line);
    }

    private void Reject(string reason) => _range.Totals.Reject(_range.File, _range.LineEnds + 1, reason);

    // A quote that nobody closes would take the rest of the file with it: the row ends at its line's end.
    private bool SkipLongRow()
    {
        _range.Totals.Lines++;
        Reject(RejectReasons.TooLong);
        _range.LineEnds++;
        return _buffer.SkipPastLineEnd(_buffer.Position, long.MaxValue);
    }
}
