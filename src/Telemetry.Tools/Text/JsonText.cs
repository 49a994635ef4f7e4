using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>UTF-16 text to the inside of a UTF-8 JSON string: narrowing and the check for escapes are one pass.</summary>
internal static class JsonText
{
    // Bytes that one UTF-16 unit can need: \u001f.
    private const int MaxExpansion = 6;

    /// <summary>Room that a text of a length needs; a whole block is stored even for a short one.</summary>
    internal static int Room(int length) => (length * MaxExpansion) + NarrowText.Block;

    /// <summary>Writes the text without its quotes. <paramref name="to"/> must have <see cref="Room"/>.</summary>
    /// <returns>Number of bytes written.</returns>
    internal static int Write(ref byte to, ReadOnlySpan<char> text)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        if (text.Length <= NarrowText.Block)
        {
            var bytes = NarrowText.Short(ref to, ref from, text.Length, out var mask);
            if ((Special(bytes).ExtractMostSignificantBits() & mask) == 0) return text.Length;
        }
        else if (text.Length >= 32 && Vector256.IsHardwareAccelerated ? TryWriteWide(ref to, ref from, text.Length) : TryWriteLong(ref to, ref from, text.Length))
        {
            return text.Length;
        }

        return WriteSlow(ref to, ref from, text.Length);
    }

    // The last block overlaps the one before, so that there is no loop over a rest.
    private static bool TryWriteLong(ref byte to, ref ushort from, int length)
    {
        var special = Vector128<byte>.Zero;
        nuint at = 0;
        var last = (nuint)length - 16;
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
    private static Vector128<byte> Block(ref byte to, ref ushort from, nuint at)
    {
        var bytes = NarrowText.Narrow(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + 8));
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
    private static int WriteSlow(ref byte to, ref ushort source, int length)
    {
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
        for (var at = 0; ; at += NarrowText.Block)
        {
            var count = Math.Min(length - at, NarrowText.Block);
            var bytes = NarrowText.Short(ref Unsafe.Add(ref to, at), ref Unsafe.Add(ref from, at), count, out var mask);
            var special = Special(bytes).ExtractMostSignificantBits() & mask;
            if (special != 0) return at + System.Numerics.BitOperations.TrailingZeroCount(special);
            if (count < NarrowText.Block) return length;
        }
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
