using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>UTF-16 text to a CSV cell in UTF-8 (RFC 4180): quoted when it holds a comma, a quote or a line break, or begins or ends with a space.</summary>
internal static class CsvText
{
    /// <summary>Bytes that a text of a length can need: three a unit and two quotes.</summary>
    internal static int MaxLength(int units) => checked((units * 3) + 2);

    /// <summary>Writes the cell; <paramref name="to"/> must have room for <see cref="MaxLength"/>.</summary>
    /// <returns>Number of bytes written.</returns>
    internal static int Write(ref byte to, string text)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        return TryWriteClean(ref to, ref from, text.Length) && from != ' ' && Unsafe.Add(ref from, text.Length - 1) != ' '
            ? text.Length
            : WriteSlow(ref to, text);
    }

    private static bool TryWriteClean(ref byte to, ref ushort from, int length)
    {
        if (length >= 16) return TryWriteLong(ref to, ref from, length);
        if (length >= 8) return TryWriteEight(ref to, ref from, length);
        for (var i = 0; i < length; i++)
        {
            var unit = Unsafe.Add(ref from, i);
            if (unit is 0 or ',' or '"' or '\r' or '\n' or >= 0x80) return false;
            Unsafe.Add(ref to, i) = (byte)unit;
        }

        return length > 0;
    }

    private static bool TryWriteLong(ref byte to, ref ushort from, int length)
    {
        var special = Vector128<byte>.Zero;
        nuint at = 0;
        var last = (nuint)length - 16;
        for (; at < last; at += 16) special |= Block(ref to, ref from, at);
        special |= Block(ref to, ref from, last);
        return special == Vector128<byte>.Zero;
    }

    private static bool TryWriteEight(ref byte to, ref ushort from, int length)
    {
        var end = (nuint)length - 8;
        var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, end));
        Unsafe.WriteUnaligned(ref to, bytes.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, end), bytes.AsUInt64().GetElement(1));
        return Special(bytes) == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(ref byte to, ref ushort from, nuint at)
    {
        var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + 8));
        bytes.StoreUnsafe(ref to, at);
        return Special(bytes);
    }

    // As signed bytes, NUL and everything from 0x80 on (saturated units too) are less than one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)1)).AsByte()
        | Vector128.Equals(bytes, Vector128.Create((byte)','))
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\r'));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteSlow(ref byte to, string text)
    {
        var mustQuote = text.Length == 0 || text[0] == ' ' || text[^1] == ' ' || text.AsSpan().IndexOfAny(",\"\r\n") >= 0;
        var written = 0;
        if (mustQuote) Unsafe.Add(ref to, written++) = (byte)'"';
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        for (var read = 0; read < text.Length;)
        {
            var unit = Unsafe.Add(ref from, read);
            if (unit is > 0 and < 0x80)
            {
                Unsafe.Add(ref to, written++) = (byte)unit;
                if (unit == '"') Unsafe.Add(ref to, written++) = (byte)'"';
                read++;
                continue;
            }

            var next = read + 1 < text.Length ? Unsafe.Add(ref from, read + 1) : (ushort)0;
            read += Utf8Text.WriteUnit(ref Unsafe.Add(ref to, written), unit == 0 ? (ushort)0xFFFD : unit, next, out var bytes);
            written += bytes;
        }

        if (mustQuote) Unsafe.Add(ref to, written++) = (byte)'"';
        return written;
    }
}
