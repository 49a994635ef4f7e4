using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>Text cells of a CSV row to strings.</summary>
internal static class CellText
{
    /// <summary>Text in quotes is put together on the stack up to this length; longer text is left to <see cref="RowReader"/>.</summary>
    private const int MaxQuoted = 1024;

    private const int Block = 16;

    /// <summary>Everything that may end a cell or is not plain: comma, quote, control characters, and bytes from 0x80 on, which are negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
        | Vector128.Equals(bytes, Vector128.Create((byte)','))
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'));

    /// <summary>Where the cell ends, if it is plain ASCII without quotes and not empty; otherwise -1.</summary>
    internal static int PlainEnd(ReadOnlySpan<byte> row, int at)
    {
        if ((uint)at >= (uint)row.Length) return -1;
        var end = at;
        while (end < row.Length)
        {
            var special = Special(Load(row, end, out var count)).ExtractMostSignificantBits() & ((1u << count) - 1);
            if (special != 0)
            {
                end += BitOperations.TrailingZeroCount(special);
                return end > at && row[end] == ',' ? end : -1;
            }

            end += count;
        }

        return end;
    }

    /// <summary>Reads a cell of any text.</summary>
    /// <returns>Where the next cell begins; -1 where <see cref="RowReader"/> must read the row, or reject it.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Read(ReadOnlySpan<byte> row, int at, out string? value)
    {
        var end = PlainEnd(row, at);
        if (end >= 0)
        {
            value = Utf8Text.FromAscii(row[at..end]);
            return end + 1;
        }

        value = null;
        if ((uint)at >= (uint)row.Length) return -1;
        return row[at] == '"' ? ReadQuoted(row, at + 1, out value) : ReadOther(row, at, out value);
    }

    // Text that is not ASCII, or holds a quote somewhere. A return or NUL in a row is for the other reader to judge.
    private static int ReadOther(ReadOnlySpan<byte> row, int at, out string? value)
    {
        var cell = row[at..];
        var length = cell.IndexOf((byte)',');
        if (length >= 0) cell = cell[..length];
        value = cell.IsEmpty || cell.ContainsAny((byte)0, (byte)'\r') ? null : Utf8Text.FromUtf8(cell);
        return value is null ? -1 : at + cell.Length + 1;
    }

    // A block is stored whole; where a quote stands in it, the next block begins behind that and is stored over the rest.
    [SkipLocalsInit]
    private static int ReadQuoted(ReadOnlySpan<byte> row, int at, out string? value)
    {
        Span<byte> text = stackalloc byte[MaxQuoted + Block];
        var length = 0;
        while (at < row.Length && length <= MaxQuoted)
        {
            var bytes = Load(row, at, out var count);
            bytes.StoreUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), length));
            var quotes = Vector128.Equals(bytes, Vector128.Create((byte)'"')).ExtractMostSignificantBits();
            if (quotes != 0) count = BitOperations.TrailingZeroCount(quotes);
            at += count;
            length += count;
            if (quotes == 0) continue;
            at++;
            if (CsvStep.IsEnd(row, at))
            {
                value = ToText(text[..length]);
                return value is null ? -1 : at + 1;
            }

            if (row[at++] != '"') break;
            length++;
        }

        value = null;
        return -1;
    }

    private static string? ToText(ReadOnlySpan<byte> text)
    {
        if (System.Text.Ascii.IsValid(text)) return text.Contains((byte)0) ? null : Utf8Text.FromAscii(text);
        return text.Contains((byte)0) ? null : Utf8Text.FromUtf8(text);
    }

    // The last bytes of a row are loaded with those before them, and shifted to the front.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ReadOnlySpan<byte> row, int at, out int count)
    {
        ref var from = ref MemoryMarshal.GetReference(row);
        count = Math.Min(row.Length - at, Block);
        if (count == Block) return Vector128.LoadUnsafe(ref from, (nuint)at);
        if (row.Length < Block) return LoadFew(row[at..]);
        var last = Vector128.LoadUnsafe(ref from, (nuint)(row.Length - Block));
        return Vector128.Shuffle(last, Vector128<byte>.Indices + Vector128.Create((byte)(Block - count)));
    }

    private static Vector128<byte> LoadFew(ReadOnlySpan<byte> few)
    {
        Span<byte> block = stackalloc byte[Block];
        block.Clear();
        few.CopyTo(block);
        return Vector128.Create<byte>(block);
    }
}
