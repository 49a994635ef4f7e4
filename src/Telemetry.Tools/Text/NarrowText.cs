using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Telemetry.Tools;

/// <summary>UTF-16 units to bytes, a block at a time; a unit that is no byte becomes 0 or 255, which callers take for special.</summary>
internal static class NarrowText
{
    /// <summary>Units of a block.</summary>
    internal const int Block = 16;

    /// <summary>Narrows two vectors to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Narrow(Vector128<ushort> low, Vector128<ushort> high) =>
        Sse2.IsSupported ? Sse2.PackUnsignedSaturate(low.AsInt16(), high.AsInt16()) : Vector128.NarrowWithSaturation(low, high);

    /// <summary>Narrows two wide vectors to one. The machine packs each half by itself, so the quarters are put in order afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Narrow(Vector256<ushort> low, Vector256<ushort> high) => Avx2.IsSupported
        ? Avx2.Permute4x64(Avx2.PackUnsignedSaturate(low.AsInt16(), high.AsInt16()).AsUInt64(), 0b11_01_10_00).AsByte()
        : Vector256.NarrowWithSaturation(low, high);

    /// <summary>Narrows and stores up to a block of units without a branch on their number: lengths of texts cannot be predicted.</summary>
    /// <param name="to">Where to; a whole block is stored.</param>
    /// <param name="from">The units, of a string: one more may be read, its terminator.</param>
    /// <param name="length">How many, at most <see cref="Block"/>.</param>
    /// <returns>The bytes, and zeros behind them: the first one that is special, zero being special, tells whether all before are plain.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Short(ref byte to, ref ushort from, int length)
    {
        var units = Avx2.IsSupported ? MaskLoad(ref from, length) : Copy(ref from, length);
        var bytes = Narrow(units.GetLower(), units.GetUpper());
        bytes.StoreUnsafe(ref to);
        return bytes;
    }

    // A masked load takes pairs of units; lanes that are masked out are not touched, whatever stands there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<ushort> MaskLoad(ref ushort from, int length)
    {
        var pairs = Vector256.LessThan(Vector256.Create(0, 2, 4, 6, 8, 10, 12, 14), Vector256.Create(length));
        fixed (ushort* source = &from)
        {
            return Avx2.MaskLoad((int*)source, pairs).AsUInt16();
        }
    }

    private static Vector256<ushort> Copy(ref ushort from, int length)
    {
        var units = Vector256<ushort>.Zero;
        ref var to = ref Unsafe.As<Vector256<ushort>, byte>(ref units);
        Unsafe.CopyBlockUnaligned(ref to, ref Unsafe.As<ushort, byte>(ref from), (uint)length * sizeof(ushort));
        return units;
    }
}
