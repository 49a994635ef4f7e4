using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Telemetry.Tools;

/// <summary>UTF-16 text to the inside of a UTF-8 JSON string: narrowing and the check for escapes are one pass.</summary>
internal static class JsonText
{
    /// <summary>Bytes that one UTF-16 unit can need: <c>\u001f</c>.</summary>
    internal const int MaxExpansion = 6;

    /// <summary>A text up to this length gets room for whatever it may hold; what a longer one holds is looked at first.</summary>
    internal const int Piece = 4096;

    /// <summary>Bytes that a text needs, without its quotes.</summary>
    internal static int ExactLength(string text)
    {
        long length = Encoding.UTF8.GetByteCount(text);
        foreach (var unit in text.AsSpan())
        {
            if (unit < ' ') length += unit is '\n' or '\r' or '\t' or '\b' or '\f' ? 1 : 5;
            else if (unit is '"' or '\\') length++;
        }

        return (int)Math.Min(length, Array.MaxLength);
    }

    /// <summary>Writes the text without its quotes.</summary>
    /// <param name="to">Where to, from <paramref name="start"/> on; the caller has seen to a block and a quote, which are all that a short text without escapes needs.</param>
    /// <param name="start">Bytes to leave as they are.</param>
    /// <param name="text">The text.</param>
    /// <returns>Number of bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(Span<byte> to, int start, string text)
    {
        if (text.Length > NarrowText.Block) return WriteLonger(to, start, text);
        ref var from = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        var bytes = NarrowText.Short(ref Unsafe.Add(ref MemoryMarshal.GetReference(to), start), ref from, text.Length);
        var clean = BitOperations.TrailingZeroCount(Special(bytes).ExtractMostSignificantBits());
        return clean >= text.Length ? text.Length : WriteSlow(to, start, text, clean);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteLonger(Span<byte> to, int start, string text)
    {
        if (to.Length - start <= text.Length) JsonField.Overrun();
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetReference(to), start);
        ref var from = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        if (text.Length >= 32 && Vector256.IsHardwareAccelerated)
        {
            if (TryWriteWide(ref at, ref from, text.Length)) return text.Length;
        }
        else if (TryWriteLong(ref at, ref from, text.Length))
        {
            return text.Length;
        }

        return WriteSlow(to, start, text, 0);
    }

    // The last block overlaps the one before, so that there is no loop over a rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteLong(ref byte to, ref ushort from, int length)
    {
        var special = Vector128<byte>.Zero;
        nuint at = 0;
        var last = (nuint)length - 16;
        for (; at < last; at += 16) special |= Block(ref to, ref from, at);
        special |= Block(ref to, ref from, last);
        return special == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        var bytes = NarrowText.Narrow(Vector256.LoadUnsafe(ref from, at), Vector256.LoadUnsafe(ref from, at + 16));
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

    // What stands behind the backslash, for the control characters, the quote and the backslash.
    private static ReadOnlySpan<byte> Letters => "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu\0\0\"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\\"u8;

    private static bool IsSpecial(ushort unit) => unit is < 0x20 or > 0x7F or '"' or '\\';

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteSlow(Span<byte> room, int start, string text, int clean)
    {
        var length = text.Length;
        var free = room.Length - start - 1;
        if (free < ((long)length * MaxExpansion) + NarrowText.Block && free < (long)ExactLength(text) + NarrowText.Block) JsonField.Overrun();
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(room), start);
        ref var source = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        int read = clean, written = clean;
        while (true)
        {
            written += WriteSpecial(ref Unsafe.Add(ref to, written), ref source, ref read, length);
            if (read == length) return written;
            clean = CopyClean(ref Unsafe.Add(ref to, written), ref Unsafe.Add(ref source, read), length - read);
            read += clean;
            written += clean;
            if (read == length) return written;
        }
    }

    // Copies up to the first unit that is not plain; a block may be stored beyond it, there is room.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyClean(ref byte to, ref ushort from, int length)
    {
        for (var at = 0; ; at += NarrowText.Block)
        {
            var count = Math.Min(length - at, NarrowText.Block);
            var bytes = NarrowText.Short(ref Unsafe.Add(ref to, at), ref Unsafe.Add(ref from, at), count);
            var clean = BitOperations.TrailingZeroCount(Special(bytes).ExtractMostSignificantBits());
            if (clean < count) return at + clean;
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
        var letter = Letters[unit];
        to = (byte)'\\';
        Unsafe.Add(ref to, 1) = letter;
        if (letter != 'u') return 2;
        Unsafe.Add(ref to, 2) = (byte)'0';
        Unsafe.Add(ref to, 3) = (byte)'0';
        Unsafe.Add(ref to, 4) = (byte)('0' + (unit >> 4));
        Unsafe.Add(ref to, 5) = "0123456789abcdef"u8[unit & 15];
        return 6;
    }
}
