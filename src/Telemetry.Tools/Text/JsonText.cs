using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>UTF-16 text to the inside of a UTF-8 JSON string: narrowing and the check for escapes are one pass.</summary>
internal static class JsonText
{
    /// <summary>Bytes that one UTF-16 unit can need: <c>\u001f</c>.</summary>
    internal const int MaxExpansion = 6;

    /// <summary>Writes the text without its quotes. <paramref name="to"/> must have room for <see cref="MaxExpansion"/> times its length.</summary>
    /// <returns>Number of bytes written.</returns>
    internal static int Write(ref byte to, string text)
    {
        ref var from = ref MemoryMarshal.GetReference(text.AsSpan());
        return TryWriteClean(ref to, ref from, text.Length) ? text.Length : WriteSlow(ref to, ref from, text.Length);
    }

    /// <inheritdoc cref="Write(ref byte, string)"/>
    internal static int Write(ref byte to, ReadOnlySpan<char> text)
    {
        ref var from = ref MemoryMarshal.GetReference(text);
        return TryWriteClean(ref to, ref from, text.Length) ? text.Length : WriteSlow(ref to, ref from, text.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteClean(ref byte to, ref char from, int length)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref from);
        if (length >= 16) return TryWriteLong(ref to, ref source, length);
        if (length >= 8) return TryWriteEight(ref to, ref source, length);
        return length >= 4 ? TryWriteFour(ref to, ref source, length) : TryWriteFew(ref to, ref source, length);
    }

    // The last block overlaps the one before, so that there is no loop over a rest.
    private static bool TryWriteLong(ref byte to, ref ushort from, int length)
    {
        var special = Vector128<byte>.Zero;
        nuint at = 0;
        var last = (nuint)length - 16;
        if (length >= 32 && Vector256.IsHardwareAccelerated) return TryWriteWide(ref to, ref from, length);
        for (; at < last; at += 16) special |= Block(ref to, ref from, at);
        special |= Block(ref to, ref from, last);
        return special == Vector128<byte>.Zero;
    }

    private static bool TryWriteWide(ref byte to, ref ushort from, int length)
    {
        var special = Vector256<byte>.Zero;
        nuint at = 0;
        var last = (nuint)length - 32;
        for (; at < last; at += 32) special |= WideBlock(ref to, ref from, at);
        special |= WideBlock(ref to, ref from, last);
        return special == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteEight(ref byte to, ref ushort from, int length)
    {
        var end = (nuint)length - 8;
        var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, end));
        Unsafe.WriteUnaligned(ref to, bytes.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, end), bytes.AsUInt64().GetElement(1));
        return Special(bytes) == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteFour(ref byte to, ref ushort from, int length)
    {
        var end = (nuint)length - 4;
        var first = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref from));
        var rest = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref from, end)));
        var units = Vector128.Create(first, rest).AsUInt16();
        var bytes = Vector128.NarrowWithSaturation(units, units);
        Unsafe.WriteUnaligned(ref to, bytes.AsUInt32().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, end), bytes.AsUInt32().GetElement(1));
        return Special(bytes) == Vector128<byte>.Zero;
    }

    private static bool TryWriteFew(ref byte to, ref ushort from, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var unit = Unsafe.Add(ref from, i);
            if (IsSpecial(unit)) return false;
            Unsafe.Add(ref to, i) = (byte)unit;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(ref byte to, ref ushort from, nuint at)
    {
        var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + 8));
        bytes.StoreUnsafe(ref to, at);
        return Special(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> WideBlock(ref byte to, ref ushort from, nuint at)
    {
        var bytes = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref from, at), Vector256.LoadUnsafe(ref from, at + 16));
        bytes.StoreUnsafe(ref to, at);
        return Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
            | Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
    }

    // As signed bytes, both control characters and everything from 0x80 on (saturated units too) are less than a space.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));

    private static bool IsSpecial(ushort unit) => unit is < 0x20 or > 0x7F or '"' or '\\';

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteSlow(ref byte to, ref char from, int length)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref from);
        int read = 0, written = 0;
        while (read < length)
        {
            var clean = CopyClean(ref Unsafe.Add(ref to, written), ref Unsafe.Add(ref source, read), length - read);
            read += clean;
            written += clean;
            if (read == length) break;
            written += WriteSpecial(ref Unsafe.Add(ref to, written), ref source, ref read, length);
        }

        return written;
    }

    // Copies up to the first unit that is not plain; a block may be stored beyond it, there is room.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyClean(ref byte to, ref ushort from, int length)
    {
        var at = 0;
        for (; length - at >= 16; at += 16)
        {
            var special = Block(ref to, ref from, (nuint)at).ExtractMostSignificantBits();
            if (special != 0) return at + System.Numerics.BitOperations.TrailingZeroCount(special);
        }

        for (; at < length; at++)
        {
            var unit = Unsafe.Add(ref from, at);
            if (IsSpecial(unit)) return at;
            Unsafe.Add(ref to, at) = (byte)unit;
        }

        return at;
    }

    // Text that is not Latin comes in runs, so a run of it stays here.
    private static int WriteSpecial(ref byte to, ref ushort from, ref int read, int length)
    {
        var written = 0;
        do
        {
            var unit = Unsafe.Add(ref from, read);
            if (!IsSpecial(unit)) break;
            if (unit < 0x80)
            {
                written += WriteEscape(ref Unsafe.Add(ref to, written), unit);
                read++;
            }
            else
            {
                var next = read + 1 < length ? Unsafe.Add(ref from, read + 1) : (ushort)0;
                read += Utf8Text.WriteUnit(ref Unsafe.Add(ref to, written), unit, next, out var bytes);
                written += bytes;
            }
        }
        while (read < length);
        return written;
    }

    private static int WriteEscape(ref byte to, ushort unit)
    {
        to = (byte)'\\';
        ref var second = ref Unsafe.Add(ref to, 1);
        switch (unit)
        {
            case '"': second = (byte)'"'; return 2;
            case '\\': second = (byte)'\\'; return 2;
            case '\n': second = (byte)'n'; return 2;
            case '\r': second = (byte)'r'; return 2;
            case '\t': second = (byte)'t'; return 2;
            case '\b': second = (byte)'b'; return 2;
            case '\f': second = (byte)'f'; return 2;
        }

        second = (byte)'u';
        Unsafe.Add(ref to, 2) = (byte)'0';
        Unsafe.Add(ref to, 3) = (byte)'0';
        Unsafe.Add(ref to, 4) = (byte)('0' + (unit >> 4));
        Unsafe.Add(ref to, 5) = "0123456789abcdef"u8[unit & 15];
        return 6;
    }
}
