using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Points in time to and from ISO 8601 (RFC 3339) text.</summary>
internal static class TimeText
{
    /// <summary>Length of the longest form written: <c>2026-02-18T07:00:00.0000000Z</c>.</summary>
    internal const int MaxLength = 28;

    /// <summary>Length of the form with milliseconds.</summary>
    internal const int MillisecondsLength = 24;

    /// <summary>Length of a day: <c>2026-02-18</c>.</summary>
    internal const int DateLength = 10;

    private static ReadOnlySpan<byte> PairTexts =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes yyyy-MM-dd.</summary>
    internal static void WriteDate(ref byte to, int dayNumber)
    {
        var date = DateOnly.FromDayNumber(dayNumber);
        WritePair(ref to, 0, (uint)date.Year / 100);
        WritePair(ref to, 2, (uint)date.Year % 100);
        Unsafe.Add(ref to, 4) = (byte)'-';
        WritePair(ref to, 5, (uint)date.Month);
        Unsafe.Add(ref to, 7) = (byte)'-';
        WritePair(ref to, 8, (uint)date.Day);
    }

    /// <summary>Writes <c>T07:00:00.000Z</c> with 3, 6 or 7 decimals, as the value needs.</summary>
    /// <returns>Number of bytes written.</returns>
    internal static int WriteTime(ref byte to, long ticksOfDay)
    {
        var milliseconds = (uint)((ulong)ticksOfDay / TimeSpan.TicksPerMillisecond);
        var rest = (uint)(ticksOfDay - (milliseconds * TimeSpan.TicksPerMillisecond));

        // None of the three waits for another.
        var seconds = milliseconds / 1000;
        var minutes = milliseconds / 60_000;
        var hours = milliseconds / 3_600_000;
        to = (byte)'T';
        WritePair(ref to, 1, hours);
        Unsafe.Add(ref to, 3) = (byte)':';
        WritePair(ref to, 4, minutes - (hours * 60));
        Unsafe.Add(ref to, 6) = (byte)':';
        WritePair(ref to, 7, seconds - (minutes * 60));
        Unsafe.Add(ref to, 9) = (byte)'.';
        var thousandths = milliseconds - (seconds * 1000);
        var hundreds = thousandths / 100;
        Unsafe.Add(ref to, 10) = (byte)('0' + hundreds);
        WritePair(ref to, 11, thousandths - (hundreds * 100));
        if (rest != 0) return WriteFinerThanMilliseconds(ref to, rest);
        Unsafe.Add(ref to, 13) = (byte)'Z';
        return 14;
    }

    /// <summary>Reads a timestamp: date, <c>T t</c> or space, time with up to 9 decimals (finer than 100 ns is cut off), <c>Z</c>, <c>z</c>, an offset or nothing (UTC).</summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 19 || !TryReadDate(text[..10], out var date) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')) return false;
        if (!TryReadClock(text.Slice(11, 8), out var ticks)) return false;
        var rest = text[19..];
        if (!TryReadFraction(ref rest, out var fraction) || !TryReadOffset(rest, out var offset)) return false;
        ticks += (date.DayNumber * TimeSpan.TicksPerDay) + fraction - offset;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads <c>2026-02-18T07:00:00.000Z</c>, which nearly every line holds: three words of eight bytes.</summary>
    internal static bool TryReadMilliseconds(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length != MillisecondsLength) return false;
        var others = Digits(text, 0x2D30_302D_3030_3030, 0xFF00_00FF_0000_0000, out var date);
        others |= Digits(text[8..], 0x3030_3A30_3054_3030, 0x0000_FF00_00FF_0000, out var clock);
        others |= Digits(text[16..], 0x5A30_3030_2E30_303A, 0xFF00_0000_FF00_00FF, out var rest);
        if (others != 0) return false;
        ulong datePairs = Pairs(date), clockPairs = Pairs(clock), restPairs = Pairs(rest);
        int year = ((int)(byte)datePairs * 100) + (byte)(datePairs >> 16), month = (byte)(datePairs >> 40), day = (byte)clockPairs;
        int hours = (byte)(clockPairs >> 24), minutes = (byte)(clockPairs >> 48), seconds = (byte)(restPairs >> 8);
        if (year == 0 || (uint)(month - 1) > 11 || day == 0 || hours > 23 || minutes > 59 || seconds > 59) return false;
        if (day > 28 && day > DateTime.DaysInMonth(year, month)) return false;
        var milliseconds = (((((hours * 60L) + minutes) * 60L) + seconds) * 1000L) + ((byte)(restPairs >> 32) * 10L) + (byte)(rest >> 48);
        value = new DateTimeOffset((DayNumber(year, month, day) * TimeSpan.TicksPerDay) + (milliseconds * TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }

    // Eight bytes less a pattern of zeros and punctuation: what is left must be a digit in each byte, and nothing where punctuation stands.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Digits(ReadOnlySpan<byte> text, ulong pattern, ulong punctuation, out ulong digits)
    {
        digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ pattern;
        return (((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080) | (digits & punctuation);
    }

    // In each byte the number that it makes with the byte behind it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pairs(ulong digits) => (digits * 10) + (digits >> 8);

    /// <summary>Reads yyyy-MM-dd.</summary>
    internal static bool TryReadDate(ReadOnlySpan<byte> text, out DateOnly value)
    {
        value = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        int century = Pair(text, 0), years = Pair(text, 2), month = Pair(text, 5), day = Pair(text, 8);
        if ((century | years | month | day) < 0) return false;
        var year = (century * 100) + years;
        if (year == 0 || (uint)(month - 1) > 11 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        value = new DateOnly(year, month, day);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePair(ref byte to, int at, uint value) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref to, at),
            Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(PairTexts), (nuint)value * 2)));

    private static int WriteFinerThanMilliseconds(ref byte to, uint rest)
    {
        var micro = rest / 10;
        Unsafe.Add(ref to, 13) = (byte)('0' + (micro / 100));
        WritePair(ref to, 14, micro % 100);
        var end = 16;
        if (rest % 10 != 0) Unsafe.Add(ref to, end++) = (byte)('0' + (rest % 10));
        Unsafe.Add(ref to, end) = (byte)'Z';
        return end + 1;
    }

    // Two digits, or a negative number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        return (uint)tens > 9 || (uint)ones > 9 ? -1 : (tens * 10) + ones;
    }

    // Years from March on, so that the leap day is the last (source: Howard Hinnant, chrono-compatible date algorithms).
    private static long DayNumber(int year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (year * 365L) + (year / 4) - (year / 100) + (year / 400) + dayOfYear - 306;
    }

    private static bool TryReadClock(ReadOnlySpan<byte> text, out long ticks)
    {
        int hours = Pair(text, 0), minutes = Pair(text, 3), seconds = Pair(text, 6);
        ticks = ((((hours * 60L) + minutes) * 60L) + seconds) * TimeSpan.TicksPerSecond;
        return (uint)hours < 24 && (uint)minutes < 60 && (uint)seconds < 60 && text[2] == ':' && text[5] == ':';
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty || text[0] != '.') return true;
        var scale = TimeSpan.TicksPerSecond;
        var at = 1;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            scale /= 10;
            ticks += (text[at] - '0') * scale;
        }

        text = text[at..];
        return at is > 1 and <= 10;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty || (text.Length == 1 && (text[0] | 0x20) == 'z')) return true;
        if (text[0] is not ((byte)'+' or (byte)'-')) return false;
        var withColon = text.Length == 6 && text[3] == ':';
        if (!withColon && text.Length is not (3 or 5)) return false;
        var hours = Pair(text, 1);
        var minutes = text.Length == 3 ? 0 : Pair(text, withColon ? 4 : 3);
        ticks = ((hours * 60L) + minutes) * (text[0] == '-' ? -TimeSpan.TicksPerMinute : TimeSpan.TicksPerMinute);
        return (uint)hours < 24 && (uint)minutes < 60;
    }
}
