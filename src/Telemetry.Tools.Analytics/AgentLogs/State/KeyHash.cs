using System.Numerics;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>A stable 128-bit digest of short keys and small pieces of files. Tells equal from different; it is no protection against forgery.</summary>
internal static class KeyHash
{
    private const ulong PrimeA = 0x9E3779B185EBCA87;
    private const ulong PrimeB = 0xC2B2AE3D27D4EB4F;

    /// <summary>Digest of a text.</summary>
    public static UInt128 Of(string text) => Of(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Digest of bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (PrimeA ^ (ulong)bytes.Length, PrimeB + (ulong)bytes.Length);
        while (bytes.Length >= 8)
        {
            Mix(ref a, ref b, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }

        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << (8 * i);
        Mix(ref a, ref b, rest);
        return new UInt128(Finish(a + b), Finish(b ^ BitOperations.RotateLeft(a, 29)));
    }

    private static void Mix(ref ulong a, ref ulong b, ulong word)
    {
        a = BitOperations.RotateLeft((a ^ word) * PrimeA, 31) + b;
        b = BitOperations.RotateLeft((b + word) * PrimeB, 27) ^ a;
    }

    private static ulong Finish(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
