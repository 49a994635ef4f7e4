using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the lines that begin in a range of a JSON Lines file: each by the fast plan if it can, else by the tolerant reader.</summary>
internal sealed class JsonRangeReader(StreamLayout layout, SlotMap slots, IRowSink sink, bool isTolerantOnly) : IRangeReader
{
    private readonly RowBlock _rows = new(slots.Columns.Length);
    private readonly TolerantLineReader _tolerant = new(layout, slots);
    private readonly JsonFastPlan? _plan = isTolerantOnly ? null : JsonFastPlan.TryCompile(layout, slots);
    private readonly LineBuffer _buffer = new();
    private byte[] _marks = [];
    private ScanRange _range = null!;

    public void Read(ScanRange range)
    {
        _range = range;
        range.Totals.Bytes = range.End - range.Start;
        _buffer.Open(range.Handle, Math.Max(0, range.Start - 1), range.End, range.FileEnd);
        if (!_buffer.Fill()) return;
        if (range.Start == 0) SkipByteOrderMark();
        else if (!_buffer.SkipPastLineEnd(0, range.End)) return;
        ReadLines();
    }

    private void ReadLines()
    {
        while (true)
        {
            ReadWindow();
            if (_buffer.Offset >= _range.End) return;
            if (_buffer.Limit - _buffer.Position > LineBuffer.MaxLine)
            {
                if (!SkipLongLine()) return;
                continue;
            }

            if (_buffer.Fill()) continue;
            if (_buffer.Limit > _buffer.Position) ReadUnended();
            return;
        }
    }

    private void MakeMarks()
    {
        if (_marks.Length < TextMarks.SizeFor(_buffer.Bytes.Length)) _marks = new byte[TextMarks.SizeFor(_buffer.Bytes.Length)];
        TextMarks.Make(_buffer.Marked, _marks);
    }

    // Whole lines of the window, as far as the range goes.
    private void ReadWindow()
    {
        var bytes = _buffer.Bytes;
        _rows.Point(bytes);
        if (_plan is not null) MakeMarks();
        var limit = _buffer.Limit;
        var position = _buffer.Position;
        var last = _range.End - (_buffer.Offset - position);
        long lines = 0;
        while (position < limit && position < last)
        {
            var row = _rows.Next;
            var next = _plan is null ? -1 : _plan.Read(bytes, _marks, position, limit, row);
            if (next < 0)
            {
                var length = bytes.AsSpan(position, limit - position).IndexOf((byte)'\n');
                if (length < 0) break;
                Count(lines);
                lines = 0;
                ReadTolerantly(bytes, position, length);
                position += length + 1;
                continue;
            }

            Keep(row, position, next - position - 1);
            lines++;
            position = next;
        }

        // The window moves, and the rows refer to it.
        _rows.HandTo(sink);
        Count(lines);
        _buffer.Position = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(Row row, int start, int length)
    {
        row.SetLine(start, length);
        if (_rows.Keep()) _rows.HandTo(sink);
    }

    private void Count(long events)
    {
        _range.Totals.Lines += events;
        _range.Totals.Events += events;
        _range.LineEnds += events;
    }

    private void ReadTolerantly(byte[] bytes, int start, int length)
    {
        var line = bytes.AsSpan(start, length);
        _range.LineEnds++;
        if (LineReader.IsBlankLine(line)) return;
        var totals = _range.Totals;
        totals.Lines++;
        if (line.Length > LineBuffer.MaxLine)
        {
            totals.Reject(_range.Path, _range.LineEnds, RejectReasons.TooLong);
            return;
        }

        switch (_tolerant.Read(line.EndsWith("\r"u8) ? line[..^1] : line, _rows.Next, out var reason))
        {
            case LineResult.Event:
                totals.Events++;
                Keep(_rows.Next, start, length);
                break;
            case LineResult.Rejected:
                totals.Reject(_range.Path, _range.LineEnds, reason);
                break;
        }
    }

    private bool SkipLongLine()
    {
        if (!_buffer.SkipPastLineEnd(_buffer.Limit, long.MaxValue))
        {
            _range.Totals.Pending++;
            return false;
        }

        _range.LineEnds++;
        _range.Totals.Lines++;
        _range.Totals.Reject(_range.Path, _range.LineEnds, RejectReasons.TooLong);
        return true;
    }

    // A last line that nobody ended yet: it may still be written to. Spaces alone are no line.
    private void ReadUnended()
    {
        var rest = _buffer.Bytes.AsSpan(_buffer.Position, _buffer.Limit - _buffer.Position);
        if (!LineReader.IsBlankLine(rest)) _range.Totals.Pending++;
    }

    private void SkipByteOrderMark()
    {
        var start = _buffer.Bytes.AsSpan(0, _buffer.Limit);
        if (start.StartsWith("\uFEFF"u8)) _buffer.Position = 3;
    }
}
