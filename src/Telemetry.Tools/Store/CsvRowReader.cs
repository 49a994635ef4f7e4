using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>
/// Reads the rows of a CSV file, whose quoted cells may hold line ends. A torn row with an open quote would swallow the rows behind it up to the next quote: a row of several
/// lines that turns out to be none is given up by <see cref="Retract"/>, which goes on with the line after its first. A row that a writer of ours sealed has its quotes closed
/// and swallows nothing.
/// </summary>
public sealed class CsvRowReader : IDisposable
{
    private const byte Quote = (byte)'"';
    private const byte LineEnd = (byte)'\n';

    private readonly SafeFileHandle _handle;
    private readonly SegmentBuffer _buffer;
    private readonly long _end;
    private int _rowLength;
    private int _consumed;
    private int _firstLine;
    private int _lines;
    private long _number;

    /// <summary>Reads the rows of a file from its start.</summary>
    /// <param name="handle">The file; disposed of with the reader.</param>
    /// <param name="end">A row that begins before this offset is read whole; rows behind it are not read.</param>
    public CsvRowReader(SafeFileHandle handle, long end = long.MaxValue)
    {
        _handle = handle;
        _end = end;
        _buffer = new SegmentBuffer(handle, 0, LineReader.MaxLineBytes + 2);
    }

    /// <summary>The row that <see cref="Next"/> found, without its line end; valid until the next call.</summary>
    public ReadOnlySpan<byte> Row => _buffer.Unread[.._rowLength];

    /// <summary>The number of its first line, from 1.</summary>
    public long Number { get; private set; } = 1;

    /// <summary>Where it begins in the file.</summary>
    public long Offset => _buffer.Offset;

    /// <summary>Opens a segment's file as it is now: what is appended later is not read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read (a <see cref="StoreException"/> where it is refused).</exception>
    public static CsvRowReader Open(string path)
    {
        var (handle, facts) = SegmentFile.OpenRead(path);
        return new CsvRowReader(handle, facts.Size);
    }

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public LineStatus Next()
    {
        while (true)
        {
            Pass();
            if (_buffer.Offset >= _end) return LineStatus.End;
            var status = Find();
            if (status is LineStatus.End or LineStatus.TooLong || !LineReader.IsBlankLine(Row)) return status;
        }
    }

    /// <summary>Says that the row was none. If it was made of several lines, reading goes on behind the first of them.</summary>
    public void Retract()
    {
        if (_lines > 1) (_consumed, _lines) = (_firstLine + 1, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Dispose();
        _handle.Dispose();
    }

    private void Pass()
    {
        _buffer.Advance(_consumed);
        _number += _lines;
        (_consumed, _lines, _rowLength, _firstLine) = (0, 0, 0, -1);
        Number = _number + 1;
    }

    private LineStatus Find()
    {
        var quoted = false;
        var waited = false;
        for (var position = 0; ;)
        {
            var found = FindEnd(ref position, ref quoted);
            if (found >= 0) return TakeRow(found);
            if (_buffer.Fill()) continue;
            if (_buffer.IsFull) return _firstLine >= 0 ? TakeTorn() : SkipLine();
            if (position == 0) return LineStatus.End;
            if (!quoted || _firstLine < 0) return TakePending(position);
            if (waited) return TakeTorn();

            // A row of several lines may be half written at this moment; its other half follows at once.
            waited = true;
            Thread.Sleep(1);
        }
    }

    /// <summary>Looks on for the line end outside quotes; -1 when the buffer ends first.</summary>
    private int FindEnd(ref int position, ref bool quoted)
    {
        var unread = _buffer.Unread;
        while (true)
        {
            var end = NextLineEnd(unread, position, ref quoted);
            if (end < 0)
            {
                position = unread.Length;
                return -1;
            }

            position = end + 1;
            _lines++;
            if (_firstLine < 0) _firstLine = end;
            if (!quoted) return end;
        }
    }

    // Line ends and quotes are looked for in one pass; of a block's quotes only those before the line end count.
    private static int NextLineEnd(ReadOnlySpan<byte> bytes, int at, ref bool quoted)
    {
        ref var from = ref MemoryMarshal.GetReference(bytes);
        var quotes = 0;
        for (; bytes.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref from, (nuint)at);
            var ends = Vector256.Equals(block, Vector256.Create(LineEnd)).ExtractMostSignificantBits();
            var found = Vector256.Equals(block, Vector256.Create(Quote)).ExtractMostSignificantBits();
            if (ends == 0)
            {
                quotes += BitOperations.PopCount(found);
                continue;
            }

            quotes += BitOperations.PopCount(found & (ends ^ (ends - 1)));
            quoted ^= (quotes & 1) != 0;
            return at + BitOperations.TrailingZeroCount(ends);
        }

        for (; at < bytes.Length && bytes[at] != LineEnd; at++) quotes += bytes[at] == Quote ? 1 : 0;
        quoted ^= (quotes & 1) != 0;
        return at < bytes.Length ? at : -1;
    }

    private LineStatus TakeRow(int end)
    {
        _consumed = end + 1;
        _rowLength = WithoutReturn(end);
        return _rowLength > 1 && Row[^1] == AppendFile.Cancel ? LineStatus.Torn : LineStatus.Line;
    }

    private LineStatus TakeTorn()
    {
        (_consumed, _lines) = (_firstLine + 1, 1);
        _rowLength = WithoutReturn(_firstLine);
        return LineStatus.Torn;
    }

    private LineStatus TakePending(int length)
    {
        (_consumed, _rowLength) = (length, length);
        _lines++;
        return LineStatus.Pending;
    }

    private LineStatus SkipLine()
    {
        _lines = 1;
        while (true)
        {
            var found = _buffer.Unread.IndexOf(LineEnd);
            _buffer.Advance(found >= 0 ? found + 1 : _buffer.Unread.Length);
            if (found >= 0 || !_buffer.Fill()) return LineStatus.TooLong;
        }
    }

    private int WithoutReturn(int end) => end > 0 && _buffer.Unread[end - 1] == (byte)'\r' ? end - 1 : end;
}
