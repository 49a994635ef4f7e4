using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Reads the lines of a file, or of a part of it, one after the other, without allocating for each. Blank lines are passed over.</summary>
/// <remarks>Lines are as they are on disk, without their line end (<c>\n</c> or <c>\r\n</c>); a byte order mark at the file's start is passed over.</remarks>
public sealed class LineReader : IDisposable
{
    /// <summary>The longest line that is read: 16 MiB.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly SafeFileHandle _handle;
    private readonly SegmentBuffer _buffer;
    private readonly long _end;
    private int _lineStart;
    private int _lineLength;
    private int _consumed;
    private bool _skipFirst;

    /// <summary>Reads the lines that begin in a part of a file.</summary>
    /// <param name="handle">The file; disposed of with the reader.</param>
    /// <param name="start">Where the part begins; when that is inside a line, reading starts with the next one.</param>
    /// <param name="end">Where the part ends; a line that begins before it is read whole.</param>
    public LineReader(SafeFileHandle handle, long start = 0, long end = long.MaxValue)
    {
        _handle = handle;
        _end = end;
        _skipFirst = start > 0;
        _buffer = new SegmentBuffer(handle, Math.Max(0, start - 1), MaxLineBytes + 2);
    }

    /// <summary>The line that <see cref="Next"/> found; valid until the next call.</summary>
    public ReadOnlySpan<byte> Line => _buffer.Unread.Slice(_lineStart, _lineLength);

    /// <summary>Its number, from 1, counted from where reading started.</summary>
    public long Number { get; private set; }

    /// <summary>Where it begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Opens a segment's file as it is now: what is appended later is not read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read (a <see cref="StoreException"/> where it is refused).</exception>
    public static LineReader Open(string path)
    {
        var (handle, facts) = SegmentFile.OpenRead(path);
        return new LineReader(handle, 0, facts.Size);
    }

    /// <summary>Goes to the next line that is not blank.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public LineStatus Next()
    {
        if (_skipFirst) SkipFirst();
        while (true)
        {
            Pass();
            if (_buffer.Offset >= _end) return LineStatus.End;
            var status = Find();
            if (status == LineStatus.End || !IsBlank(status)) return status;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Dispose();
        _handle.Dispose();
    }

    /// <summary>Whether a line holds nothing: sealing a tail may leave such a line behind.</summary>
    internal static bool IsBlankLine(ReadOnlySpan<byte> line)
    {
        foreach (var letter in line)
        {
            if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r' or AppendFile.Cancel)) return false;
        }

        return true;
    }

    private bool IsBlank(LineStatus status) => status != LineStatus.TooLong && IsBlankLine(Line);

    private void Pass()
    {
        _buffer.Advance(_consumed);
        (_consumed, _lineStart, _lineLength) = (0, 0, 0);
    }

    // Starts one byte early: when that byte ends a line, the part begins with a line of its own.
    private void SkipFirst()
    {
        _skipFirst = false;
        SkipLine();
    }

    private LineStatus Find()
    {
        Number++;
        Offset = _buffer.Offset;
        for (var searched = 0; ;)
        {
            var found = _buffer.Unread[searched..].IndexOf((byte)'\n');
            if (found >= 0) return Take(searched + found, LineStatus.Line);
            searched = _buffer.Unread.Length;
            if (_buffer.Fill()) continue;
            if (_buffer.IsFull) return GiveUp();
            return searched == 0 ? LineStatus.End : Take(searched, LineStatus.Pending);
        }
    }

    private LineStatus Take(int length, LineStatus status)
    {
        _consumed = status == LineStatus.Line ? length + 1 : length;
        _lineStart = Offset == 0 && _buffer.Unread.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (length > _lineStart && _buffer.Unread[length - 1] == (byte)'\r') length--;
        _lineLength = length - _lineStart;
        return _lineLength > MaxLineBytes ? LineStatus.TooLong : status;
    }

    private LineStatus GiveUp()
    {
        SkipLine();
        return LineStatus.TooLong;
    }

    private void SkipLine()
    {
        while (true)
        {
            var found = _buffer.Unread.IndexOf((byte)'\n');
            _buffer.Advance(found >= 0 ? found + 1 : _buffer.Unread.Length);
            if (found >= 0 || !_buffer.Fill()) return;
        }
    }
}
