using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads timestamps by their places. Most lines fall on one day, so the last date's number is kept.</summary>
internal sealed class FastClock
{
    /// <summary>Bytes of a timestamp in milliseconds, closing quote included.</summary>
    public const int LengthInMilliseconds = 25;

    private ulong _dateStart;
    private ushort _dateEnd;
    private long _dayMicros;

    /// <summary>Reads a timestamp as most are written, if it is of the same day as the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadMilliseconds(ref byte text, out long micros)
    {
        var seconds = Seconds(ref text);
        micros = _dayMicros + (seconds * 1_000_000) + (Milliseconds(ref text) * 1_000);
        return IsOfLastDate(ref text) && IsInMilliseconds(ref text) && seconds < 86_400;
    }

    /// <summary>Behind a timestamp in UTC and its closing quote; -1 for any other form.</summary>
    public int Read(ref byte bytes, int at, out long micros)
    {
        micros = 0;
        ref var text = ref Unsafe.Add(ref bytes, at);
        if (!IsOfLastDate(ref text) && !TryKeepDate(ref text)) return -1;
        return TryReadMilliseconds(ref text, out micros) ? at + LengthInMilliseconds : ReadOther(ref bytes, at, out micros);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOfLastDate(ref byte text) =>
        Unsafe.ReadUnaligned<ulong>(ref text) == _dateStart && Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref text, 8)) == _dateEnd;

    // Thh:mm:ss.fffZ and the quote, as most are written: each of 16 bytes lies between what it may be at least and at most, but for the hour.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInMilliseconds(ref byte text)
    {
        var offsets = Vector128.LoadUnsafe(ref text, 10) - Vector128.Create("T00:00:00.000Z\"\0"u8);
        return Vector128.LessThanOrEqualAll(offsets, Vector128.Create((byte)0, 2, 9, 0, 5, 9, 0, 5, 9, 0, 9, 9, 9, 0, 0, 255));
    }

    // Each digit ten times beside the next one: pairs stand where they begin.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Seconds(ref byte text)
    {
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, 11), sizeof(ulong))) & 0x0F0F0F0F0F0F0F0F;
        var pairs = (digits * 10) + (digits >> 8);
        return (((long)(byte)pairs) * 3600) + ((long)(byte)(pairs >> 24) * 60) + (byte)(pairs >> 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Milliseconds(ref byte text) => (Unsafe.Add(ref text, 20) * 100L) + (Unsafe.Add(ref text, 21) * 10L) + Unsafe.Add(ref text, 22) - ('0' * 111L);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadOther(ref byte bytes, int at, out long micros)
    {
        micros = 0;
        ref var text = ref Unsafe.Add(ref bytes, at);
        int hours = Pair(ref text, 11), minutes = Pair(ref text, 14), seconds = Pair(ref text, 17);
        if ((uint)hours > 23 || (uint)minutes > 59 || (uint)seconds > 59) return -1;
        if (Unsafe.Add(ref text, 10) != 'T' || Unsafe.Add(ref text, 13) != ':' || Unsafe.Add(ref text, 16) != ':') return -1;
        micros = _dayMicros + (((((hours * 60L) + minutes) * 60L) + seconds) * 1_000_000);
        return Unsafe.Add(ref text, 19) == '.' ? ReadFraction(ref bytes, at + 20, ref micros) : EndOfTime(ref bytes, at + 19);
    }

    private static int ReadFraction(ref byte bytes, int at, ref long micros)
    {
        var start = at;
        var scale = 100_000;
        for (uint digit; (digit = (uint)Unsafe.Add(ref bytes, at) - '0') <= 9; at++)
        {
            micros += digit * scale;
            scale /= 10;
        }

        return at - start is >= 1 and <= 9 ? EndOfTime(ref bytes, at) : -1;
    }

    private static int EndOfTime(ref byte bytes, int at)
    {
        ref var text = ref Unsafe.Add(ref bytes, at);
        if (text == 'Z') return Unsafe.Add(ref text, 1) == '"' ? at + 2 : -1;
        return MemoryMarshal.CreateReadOnlySpan(ref text, 7).SequenceEqual("+00:00\""u8) ? at + 7 : -1;
    }

    // Two digits, or a number that is too large for whatever they mean.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ref byte text, int at)
    {
        uint tens = (uint)Unsafe.Add(ref text, at) - '0', ones = (uint)Unsafe.Add(ref text, at + 1) - '0';
        return tens > 9 || ones > 9 ? 100 : (int)((tens * 10) + ones);
    }

    private bool TryKeepDate(ref byte text)
    {
        if (!TimeText.TryReadDate(MemoryMarshal.CreateReadOnlySpan(ref text, 10), out var date)) return false;
        _dateStart = Unsafe.ReadUnaligned<ulong>(ref text);
        _dateEnd = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref text, 8));
        _dayMicros = BucketMath.ToMicros(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        return true;
    }
}
