using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>UTF-16 text to a CSV cell in UTF-8 (RFC 4180): quoted when it holds a comma, a quote or a line break, or begins or ends with a space.</summary>
internal static class CsvText
{
    /// <summary>Bytes that one UTF-16 unit can need.</summary>
    internal const int UnitRoom = 3;

    /// <summary>What a text needs beside that: two quotes, and a block, since whole ones are stored.</summary>
    internal const int FixedRoom = NarrowText.Block + 2;

    /// <summary>Writes the cell.</summary>
    /// <param name="to">Where to, from <paramref name="start"/> on; the caller has seen to <see cref="FixedRoom"/>, which is all that a short plain text needs.</param>
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
        return clean >= text.Length && !HasOuterSpace(ref from, text.Length) ? text.Length : WriteSlow(to, start, text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteLonger(Span<byte> to, int start, string text)
    {
        if (to.Length - start < text.Length) JsonField.Overrun();
        ref var from = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        var isClean = TryWriteLong(ref Unsafe.Add(ref MemoryMarshal.GetReference(to), start), ref from, text.Length);
        return isClean && !HasOuterSpace(ref from, text.Length) ? text.Length : WriteSlow(to, start, text);
    }

    // A string ends with a terminator, so the first unit of an empty one, which is quoted like a space, can be read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasOuterSpace(ref ushort from, int length) => from is ' ' or 0 || Unsafe.Add(ref from, length - 1) == ' ';

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
    private static Vector128<byte> Block(ref byte to, ref ushort from, nuint at)
    {
        var bytes = NarrowText.Narrow(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + 8));
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
    private static int WriteSlow(Span<byte> room, int start, string text)
    {
        if (room.Length - start < ((long)text.Length * UnitRoom) + FixedRoom) JsonField.Overrun();
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(room), start);
        ref var from = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference()));
        var mustQuote = text.Length == 0 || from == ' ' || Unsafe.Add(ref from, text.Length - 1) == ' ' || text.AsSpan().ContainsAny(",\"\r\n");
        var written = 0;
        if (mustQuote) Unsafe.Add(ref to, written++) = (byte)'"';
        for (var read = 0; read < text.Length;)
        {
            var plain = CopyPlain(ref Unsafe.Add(ref to, written), ref Unsafe.Add(ref from, read), text.Length - read);
            read += plain;
            written += plain;
            if (read < text.Length) written += WriteOther(ref Unsafe.Add(ref to, written), ref from, ref read, text.Length);
        }

        if (mustQuote) Unsafe.Add(ref to, written++) = (byte)'"';
        return written;
    }

    // Copies up to the first unit that is not one byte of the cell; a block may be stored beyond it, there is room.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyPlain(ref byte to, ref ushort from, int length)
    {
        for (var at = 0; ; at += NarrowText.Block)
        {
            var count = Math.Min(length - at, NarrowText.Block);
            var bytes = NarrowText.Short(ref Unsafe.Add(ref to, at), ref Unsafe.Add(ref from, at), count);
            var other = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)1)).AsByte() | Vector128.Equals(bytes, Vector128.Create((byte)'"'));
            var plain = BitOperations.TrailingZeroCount(other.ExtractMostSignificantBits());
            if (plain < count) return at + plain;
            if (count < NarrowText.Block) return length;
        }
    }

    private static int WriteOther(ref byte to, ref ushort from, ref int read, int length)
    {
        var unit = Unsafe.Add(ref from, read);
        if (unit == '"')
        {
            to = (byte)'"';
            Unsafe.Add(ref to, 1) = (byte)'"';
            read++;
            return 2;
        }

        if (unit is > 0 and < 0x80)
        {
            to = (byte)unit;
            read++;
            return 1;
        }

        var next = read + 1 < length ? Unsafe.Add(ref from, read + 1) : (ushort)0;
        read += Utf8Text.WriteUnit(ref to, unit == 0 ? (ushort)0xFFFD : unit, next, out var bytes);
        return bytes;
    }
}
