using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Whether a place in CSV is inside a quoted cell: it is when an odd number of quotes stands before it.</summary>
internal static class CsvQuotes
{
    private const byte Quote = (byte)'"';
    private const byte LineEnd = (byte)'\n';
    private const int BlockSize = 256 * 1024;

    /// <summary>Whether a file ends inside a quoted cell. Reads it from its start; asked only when its last row is torn.</summary>
    public static bool AreOpen(SafeFileHandle handle)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var quotes = 0L;
        var offset = 0L;
        for (int count; (count = RandomAccess.Read(handle, block, offset)) > 0; offset += count) quotes += block.AsSpan(0, count).Count(Quote);
        ArrayPool<byte>.Shared.Return(block);
        return quotes % 2 != 0;
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
}
