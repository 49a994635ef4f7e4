using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Telemetry.Tools;

/// <summary>Single characters to UTF-8, and UTF-8 to strings.</summary>
internal static class Utf8Text
{
    /// <summary>Writes one character that is not ASCII; half of a pair becomes U+FFFD.</summary>
    /// <returns>Number of UTF-16 units used, 1 or 2.</returns>
    internal static int WriteUnit(ref byte to, ushort unit, ushort next, out int bytes)
    {
        if (unit < 0x800)
        {
            to = (byte)(0xC0 | (unit >> 6));
            Unsafe.Add(ref to, 1) = (byte)(0x80 | (unit & 0x3F));
            bytes = 2;
            return 1;
        }

        if (unit is >= 0xD800 and <= 0xDBFF && next is >= 0xDC00 and <= 0xDFFF)
        {
            WriteFour(ref to, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            bytes = 4;
            return 2;
        }

        WriteThree(ref to, unit is >= 0xD800 and <= 0xDFFF ? 0xFFFD : unit);
        bytes = 3;
        return 1;
    }

    /// <summary>A string of bytes that are known to be ASCII.</summary>
    internal static string FromAscii(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length < 32) return ascii.IsEmpty ? "" : FromFew(ref MemoryMarshal.GetReference(ascii), ascii.Length);
        var text = new string('\0', ascii.Length);
        WidenLong(ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference())), ref MemoryMarshal.GetReference(ascii), (nuint)ascii.Length);
        return text;
    }

    /// <summary>A string of 1 to 31 bytes that are known to be ASCII: two blocks that mostly overlap.</summary>
    internal static string FromFew(ref byte from, int length)
    {
        var text = new string('\0', length);
        ref var to = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        if (length >= 16) WidenSixteen(ref to, ref from, (nuint)length);
        else if (length >= 8) WidenEight(ref to, ref from, (nuint)length);
        else if (length >= 4) WidenFour(ref to, ref from, (nuint)length);
        else WidenFew(ref to, ref from, (nuint)length);
        return text;
    }

    /// <summary>A string of any bytes; <see langword="null"/> where they are not UTF-8.</summary>
    internal static string? FromUtf8(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;

    private static void WriteThree(ref byte to, int code)
    {
        to = (byte)(0xE0 | (code >> 12));
        Unsafe.Add(ref to, 1) = (byte)(0x80 | ((code >> 6) & 0x3F));
        Unsafe.Add(ref to, 2) = (byte)(0x80 | (code & 0x3F));
    }

    private static void WriteFour(ref byte to, int code)
    {
        to = (byte)(0xF0 | (code >> 18));
        Unsafe.Add(ref to, 1) = (byte)(0x80 | ((code >> 12) & 0x3F));
        Unsafe.Add(ref to, 2) = (byte)(0x80 | ((code >> 6) & 0x3F));
        Unsafe.Add(ref to, 3) = (byte)(0x80 | (code & 0x3F));
    }

    private static void WidenLong(ref ushort to, ref byte from, nuint length)
    {
        var last = length - 16;
        for (nuint at = 0; at < last; at += 16) WidenBlock(ref to, ref from, at);
        WidenBlock(ref to, ref from, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenBlock(ref ushort to, ref byte from, nuint at)
    {
        Vector256.WidenLower(Vector128.LoadUnsafe(ref from, at).ToVector256Unsafe()).StoreUnsafe(ref to, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenSixteen(ref ushort to, ref byte from, nuint length)
    {
        WidenBlock(ref to, ref from, 0);
        WidenBlock(ref to, ref from, length - 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenEight(ref ushort to, ref byte from, nuint length)
    {
        var last = length - 8;
        var first = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref from)).AsByte();
        var rest = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, last))).AsByte();
        Vector128.WidenLower(first).StoreUnsafe(ref to);
        Vector128.WidenLower(rest).StoreUnsafe(ref to, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenFour(ref ushort to, ref byte from, nuint length)
    {
        WidenWord(ref to, ref from, 0);
        WidenWord(ref to, ref from, length - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenWord(ref ushort to, ref byte from, nuint at)
    {
        var word = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, at))).AsByte();
        Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref to, at)), Vector128.WidenLower(word).AsUInt64().ToScalar());
    }

    // One to three: the first, the last, and the middle one, which is one of them or between them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenFew(ref ushort to, ref byte from, nuint length)
    {
        Unsafe.Add(ref to, length >> 1) = Unsafe.Add(ref from, length >> 1);
        Unsafe.Add(ref to, length - 1) = Unsafe.Add(ref from, length - 1);
        to = from;
    }
}
