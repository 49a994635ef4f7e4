using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>32 bytes to and from 64 hexadecimal digits.</summary>
internal static class HexText
{
    /// <summary>Digits of a digest.</summary>
    internal const int Length = 64;

    /// <summary>Writes 64 digits in lower case.</summary>
    internal static void Write(ref byte to, in Sha256 digest)
    {
        ref var from = ref Unsafe.As<Sha256, byte>(ref Unsafe.AsRef(in digest));
        var bytes = Vector256.LoadUnsafe(ref from);
        Digits(Vector256.WidenLower(bytes)).StoreUnsafe(ref to);
        Digits(Vector256.WidenUpper(bytes)).StoreUnsafe(ref to, 32);
    }

    /// <summary>Reads 64 digits of either case.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> digits, out Sha256 digest)
    {
        digest = default;
        if (digits.Length != Length) return false;
        ref var from = ref MemoryMarshal.GetReference(digits);
        var valid = Vector256<byte>.AllBitsSet;
        var low = Nibbles(Vector256.LoadUnsafe(ref from), ref valid).AsUInt16();
        var high = Nibbles(Vector256.LoadUnsafe(ref from, 32), ref valid).AsUInt16();
        Vector256.Narrow(Join(low), Join(high)).StoreUnsafe(ref Unsafe.As<Sha256, byte>(ref digest));
        return valid == Vector256<byte>.AllBitsSet;
    }

    // Each 16-bit unit holds one byte: its upper nibble goes first, which is the lower half of the unit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Digits(Vector256<ushort> bytes)
    {
        var nibbles = ((bytes >>> 4) | ((bytes & Vector256.Create((ushort)0x0F)) << 8)).AsSByte();
        var letters = Vector256.GreaterThan(nibbles, Vector256.Create((sbyte)9)).AsByte() & Vector256.Create((byte)('a' - 10 - '0'));
        return nibbles.AsByte() + Vector256.Create((byte)'0') + letters;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Nibbles(Vector256<byte> digits, ref Vector256<byte> valid)
    {
        var number = digits - Vector256.Create((byte)'0');
        var letter = (digits | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a');
        var isNumber = Vector256.LessThan(number, Vector256.Create((byte)10));
        var isLetter = Vector256.LessThan(letter, Vector256.Create((byte)6));
        valid &= isNumber | isLetter;
        return Vector256.ConditionalSelect(isNumber, number, letter + Vector256.Create((byte)10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Join(Vector256<ushort> nibbles) =>
        ((nibbles << 4) | (nibbles >>> 8)) & Vector256.Create((ushort)0xFF);
}
