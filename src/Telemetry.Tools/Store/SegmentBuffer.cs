using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>A window on a file that is read forwards: grows for one long line and not beyond a bound.</summary>
internal sealed class SegmentBuffer(SafeFileHandle handle, long start, int bound) : IDisposable
{
    private const int FirstSize = 128 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Min(FirstSize, bound));
    private int _start;
    private int _end;
    private long _next = start;

    /// <summary>Read and not yet passed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Where <see cref="Unread"/> begins in the file.</summary>
    public long Offset => _next - (_end - _start);

    /// <summary>Whether no more fits.</summary>
    public bool IsFull => _end - _start >= bound;

    /// <summary>Passes over bytes.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Reads more bytes behind the unread ones.</summary>
    /// <returns>Whether there were any; <see langword="false"/> at the file's end (for now) and when full.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    public bool Fill()
    {
        if (IsFull) return false;
        MakeRoom();
        var room = Math.Min(_bytes.Length - _end, bound - (_end - _start));
        var count = RandomAccess.Read(handle, _bytes.AsSpan(_end, room), _next);
        _end += count;
        _next += count;
        return count > 0;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        if (_start == _end) _start = _end = 0;
        if (_end < _bytes.Length) return;
        var unread = _end - _start;
        var target = unread > _bytes.Length / 2 ? ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(unread * 2, FirstSize), Math.Max(bound, unread + 1))) : _bytes;
        Buffer.BlockCopy(_bytes, _start, target, 0, unread);
        if (!ReferenceEquals(target, _bytes)) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _start, _end) = (target, 0, unread);
    }
}
