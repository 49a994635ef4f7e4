using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Telemetry.Tools.Analytics;

/// <summary>Finds ends of values in a window that line ends stand behind. Every answer is a place behind the value, or -1: then the tolerant reader decides.</summary>
internal static class FastText
{
    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Place of the closing quote of a string without escapes, from the first byte of its text on; -1 where it has some, or is no UTF-8.
    /// The marks are those of <see cref="TextMarks"/>.</summary>
    public static int EndOfString(ref byte bytes, ref byte marks, int at)
    {
        var end = (int)BehindMark(ref marks, at) - 1;
        return Unsafe.Add(ref bytes, end) == '"' ? end : EndOfOther(ref bytes, at, end);
    }

    /// <summary>Behind the next mark from a place on: behind a text's closing quote, if a quote is what is marked. The line ends behind a window are marked, so that
    /// there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint BehindMark(ref byte marks, nint at)
    {
        var ahead = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref marks, at >>> 3)) >> (int)(at & 7);
        if (ahead != 0) return at + (nint)(uint)BitOperations.TrailingZeroCount(ahead) + 1;
        var place = at >>> 3;
        do
        {
            place += sizeof(ulong);
            ahead = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref marks, place));
        }
        while (ahead == 0);
        return (place * 8) + (nint)(uint)BitOperations.TrailingZeroCount(ahead) + 1;
    }

    /// <summary>Whether 64 digits in lower case stand there, and a closing quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigest(ref byte bytes, nint at)
    {
        if (Unsafe.Add(ref bytes, at + 64) != '"') return false;
        if (Vector512.IsHardwareAccelerated) return LowerHex(Vector512.LoadUnsafe(ref bytes, (nuint)at)) == Vector512<byte>.AllBitsSet;
        var valid = LowerHex(Vector256.LoadUnsafe(ref bytes, (nuint)at)) & LowerHex(Vector256.LoadUnsafe(ref bytes, (nuint)at + 32));
        return valid == Vector256<byte>.AllBitsSet;
    }

    /// <summary>Behind a whole number of at most 18 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadInteger(ref byte bytes, int at, out long value) =>
        TryReadInteger(ref bytes, at, out var digits, out value) ? at + digits : ReadAnyInteger(ref bytes, at, out value);

    /// <summary>Reads a whole number of at most 7 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadInteger(ref byte bytes, nint at, out int digits, out long value)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        digits = DigitsOf(word);
        value = (long)Value(word << (64 - (8 * digits)));
        return (uint)(digits - 1) < 7 && (digits == 1 || (byte)word != '0');
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadAnyInteger(ref byte bytes, int at, out long value)
    {
        var isNegative = Unsafe.Add(ref bytes, at) == '-';
        if (isNegative) at++;
        var start = at;
        ulong number = 0;
        for (uint digit; (digit = (uint)Unsafe.Add(ref bytes, at) - '0') <= 9; at++) number = (number * 10) + digit;
        value = isNegative ? -(long)number : (long)number;
        var digits = at - start;
        return (uint)(digits - 1) < 18 && (digits == 1 || Unsafe.Add(ref bytes, start) != '0') ? at : -1;
    }

    // How many of a word's bytes, from the first on, are digits: in those, and nothing else up to the first that is none, both halves stay where they were.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DigitsOf(ulong word)
    {
        const ulong Zeros = 0x3030303030303030;
        var others = ((word & 0xF0F0F0F0F0F0F0F0) ^ Zeros) | (((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) ^ Zeros);
        return BitOperations.TrailingZeroCount(others) >> 3;
    }

    // The number that a word's eight digits mean, the first byte the most; bytes of zero count as the digit. Adds neighbours: two, then four, then eight digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Value(ulong digits)
    {
        digits = ((digits & 0x0F0F0F0F0F0F0F0F) * 2561) >> 8;
        digits = ((digits & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        return ((digits & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
    }

    /// <summary>Behind a number of at most 15 digits without an exponent; its digits as one integer, and how many of them are decimals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadNumber(ref byte bytes, int at, out long mantissa, out int decimals, out bool isNegative)
    {
        isNegative = Unsafe.Add(ref bytes, at) == '-';
        if (isNegative) at++;
        var start = at;
        (mantissa, decimals) = (0, 0);
        uint digit;
        for (; (digit = (uint)Unsafe.Add(ref bytes, at) - '0') <= 9; at++) mantissa = (mantissa * 10) + digit;
        var whole = at - start;
        if (whole == 0 || (whole > 1 && Unsafe.Add(ref bytes, start) == '0')) return -1;
        if (Unsafe.Add(ref bytes, at) != '.') return whole <= 15 ? at : -1;
        var point = at++;
        for (; (digit = (uint)Unsafe.Add(ref bytes, at) - '0') <= 9; at++) mantissa = (mantissa * 10) + digit;
        decimals = at - point - 1;
        return decimals > 0 && whole + decimals <= 15 ? at : -1;
    }

    /// <summary>The double that a short number means: digits and power of ten are exact, so one division rounds once (Clinger 1990).</summary>
    public static double ToDouble(long mantissa, int decimals, bool isNegative)
    {
        var value = mantissa / Powers[decimals];
        return isNegative ? -value : value;
    }

    // Text that is not ASCII: the end is the next quote still, if the bytes are UTF-8 and nothing is escaped.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int EndOfOther(ref byte bytes, int start, int at)
    {
        while (true)
        {
            var next = Unsafe.Add(ref bytes, at);
            if (next == '"') break;
            if (next is < 0x20 or (byte)'\\') return -1;
            at++;
        }

        return Utf8.IsValid(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref bytes, start), at - start)) ? at : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LowerHex(Vector256<byte> digits) =>
        AtMost(digits - Vector256.Create((byte)'0'), Vector256.Create((byte)9))
        | AtMost(digits - Vector256.Create((byte)'a'), Vector256.Create((byte)5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> LowerHex(Vector512<byte> digits) =>
        Vector512.LessThanOrEqual(digits - Vector512.Create((byte)'0'), Vector512.Create((byte)9))
        | Vector512.LessThanOrEqual(digits - Vector512.Create((byte)'a'), Vector512.Create((byte)5));

    // Without the wider vectors, processors compare signed bytes only; what is at most as great as another is the lesser of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> AtMost(Vector256<byte> value, Vector256<byte> most) => Vector256.Equals(Vector256.Min(value, most), value);
}
