using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>A window that moves over a file. Behind the data stand line ends, so that a reader that runs on stops there.</summary>
internal sealed class LineBuffer
{
    /// <summary>Bytes behind the data that a vector may read.</summary>
    public const int Padding = 128;

    /// <summary>Longest line that is read; a longer one is rejected without being held in memory.</summary>
    public const int MaxLine = LineReader.MaxLineBytes;

    private const int InitialSize = 256 * 1024;

    // How much is read at once of what comes behind the range: the rest of most lines, and of a long one as much again.
    private const int RestSize = 16 * 1024;

    private byte[] _bytes = new byte[InitialSize + Padding];
    private SafeFileHandle? _file;
    private long _end;
    private long _fileEnd;
    private long _next;

    public byte[] Bytes => _bytes;

    /// <summary>Whatever has a meaning, and as much padding behind it that it is a multiple of 64 bytes.</summary>
    public ReadOnlySpan<byte> Marked => _bytes.AsSpan(0, (Limit + Padding) & ~63);

    /// <summary>First byte that has not been used.</summary>
    public int Position { get; set; }

    /// <summary>Behind the last byte that was read.</summary>
    public int Limit { get; private set; }

    /// <summary>Place of <see cref="Position"/> in the file.</summary>
    public long Offset => _next - (Limit - Position);

    /// <summary>Bytes read from the file since it was opened.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Stands at a place of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The place.</param>
    /// <param name="end">Where the last wanted line may begin: behind it only little is read at once.</param>
    /// <param name="fileEnd">Where there is no more.</param>
    public void Open(SafeFileHandle file, long start, long end, long fileEnd)
    {
        (_file, _next, _end, _fileEnd) = (file, start, end, fileEnd);
        (Position, Limit, BytesRead) = (0, 0, 0);
        if (_bytes.Length > InitialSize + Padding) _bytes = new byte[InitialSize + Padding];
    }

    /// <summary>Reads on, keeping what has not been used; <see langword="false"/> at the end of the file.</summary>
    public bool Fill()
    {
        MakeRoom();
        var ahead = Math.Max(_end - _next, 0) + Math.Max(RestSize, Limit);
        var wanted = (int)Math.Min(_bytes.Length - Padding - Limit, Math.Min(ahead, _fileEnd - _next));
        var read = wanted > 0 ? RandomAccess.Read(_file!, _bytes.AsSpan(Limit, wanted), _next) : 0;
        _next += read;
        Limit += read;
        BytesRead += read;
        _bytes.AsSpan(Limit, Padding).Fill((byte)'\n');
        return read > 0;
    }

    /// <summary>Moves behind the next line end at or behind a place of the window, however far it is.</summary>
    /// <param name="from">Where to look from.</param>
    /// <param name="stopAt">Place in the file where to give up; nothing begins behind it that matters.</param>
    /// <returns>Whether there was one.</returns>
    public bool SkipPastLineEnd(int from, long stopAt)
    {
        Position = from;
        while (true)
        {
            var at = _bytes.AsSpan(Position, Limit - Position).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Position += at + 1;
                return true;
            }

            Position = Limit;
            if (Offset >= stopAt || !Fill()) return false;
        }
    }

    private void MakeRoom()
    {
        var kept = Limit - Position;
        if (kept == _bytes.Length - Padding)
        {
            Array.Resize(ref _bytes, ((_bytes.Length - Padding) * 2) + Padding);
        }

        if (Position == 0) return;
        _bytes.AsSpan(Position, kept).CopyTo(_bytes);
        (Position, Limit) = (0, kept);
    }
}
