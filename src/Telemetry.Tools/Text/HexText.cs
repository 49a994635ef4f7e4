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
        for (nuint at = 0; at < 32; at += 16)
        {
            var bytes = Vector128.LoadUnsafe(ref from, at);
            Digits(Vector128.WidenLower(bytes)).StoreUnsafe(ref to, at * 2);
            Digits(Vector128.WidenUpper(bytes)).StoreUnsafe(ref to, (at * 2) + 16);
        }
    }

    /// <summary>Reads 64 digits of either case.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> digits, out Sha256 digest)
    {
        digest = default;
        if (digits.Length != Length) return false;
        ref var from = ref MemoryMarshal.GetReference(digits);
        ref var to = ref Unsafe.As<Sha256, byte>(ref digest);
        var valid = Vector128<byte>.AllBitsSet;
        for (nuint at = 0; at < 32; at += 16)
        {
            var low = Nibbles(Vector128.LoadUnsafe(ref from, at * 2), ref valid).AsUInt16();
            var high = Nibbles(Vector128.LoadUnsafe(ref from, (at * 2) + 16), ref valid).AsUInt16();
            Vector128.Narrow(Join(low), Join(high)).StoreUnsafe(ref to, at);
        }

        return valid == Vector128<byte>.AllBitsSet;
    }

    // Each 16-bit unit holds one byte: its upper nibble goes first, which is the lower half of the unit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Digits(Vector128<ushort> bytes)
    {
        var nibbles = ((bytes >>> 4) | ((bytes & Vector128.Create((ushort)0x0F)) << 8)).AsByte();
        var letters = Vector128.GreaterThan(nibbles, Vector128.Create((byte)9)) & Vector128.Create((byte)('a' - 10 - '0'));
        return nibbles + Vector128.Create((byte)'0') + letters;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Nibbles(Vector128<byte> digits, ref Vector128<byte> valid)
    {
        var number = digits - Vector128.Create((byte)'0');
        var letter = (digits | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var isNumber = Vector128.LessThan(number, Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan(letter, Vector128.Create((byte)6));
        valid &= isNumber | isLetter;
        return Vector128.ConditionalSelect(isNumber, number, letter + Vector128.Create((byte)10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Join(Vector128<ushort> nibbles) =>
        ((nibbles << 4) | (nibbles >>> 8)) & Vector128.Create((ushort)0xFF);
}
