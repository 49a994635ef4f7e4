using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>
/// Follows the end of a CSV segment: whether the last row is torn. A line end does not show it, since a quoted cell may hold one; an odd number of quotes does.
/// Each byte is looked at once.
/// </summary>
internal sealed class CsvTail(SafeFileHandle handle)
{
    private const byte Quote = (byte)'"';
    private const byte LineEnd = (byte)'\n';
    private const int BlockSize = 256 * 1024;

    private long _end;
    private bool _endsLine = true;

    /// <summary>Whether the file ends inside a quoted cell, as of the last look.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Looks at what was appended since the last look.</summary>
    /// <returns>Whether the last row is torn.</returns>
    public bool IsTorn()
    {
        if (RandomAccess.GetLength(handle) > _end) Follow();
        return IsQuoted || !_endsLine;
    }

    /// <summary>Takes note of an own write, which need not be read back.</summary>
    public void Wrote(ReadOnlySpan<byte> rows, long start)
    {
        if (start == _end && !rows.IsEmpty) Take(rows);
    }

    /// <summary>How many bytes of rows are whole rows.</summary>
    public static int LastRowEnd(ReadOnlySpan<byte> rows)
    {
        var quoted = false;
        var end = 0;
        for (var position = 0; position < rows.Length; position++)
        {
            if (rows[position] == Quote) quoted = !quoted;
            else if (rows[position] == LineEnd && !quoted) end = position + 1;
        }

        return end;
    }

    private void Follow()
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        for (int count; (count = RandomAccess.Read(handle, block, _end)) > 0;) Take(block.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(block);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Count(Quote) % 2 != 0) IsQuoted = !IsQuoted;
        _endsLine = bytes[^1] == LineEnd;
        _end += bytes.Length;
    }
}
