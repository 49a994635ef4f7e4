using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Numbers to and from JSON text. A reader says how many bytes it used; 0 = it is not such a number.</summary>
internal static class NumberText
{
    /// <summary>Room that any number needs (a duration in days with 28 decimals is the longest).</summary>
    internal const int MaxLength = 48;

    private const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    // By number of digits, less one; zero has a digit too.
    private static ReadOnlySpan<uint> PowersOfTenUnder => [0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Writes a whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(ref byte to, long value) => (ulong)value < 100_000_000 ? WriteEight(ref to, (uint)value) : WriteAny(ref to, value);

    /// <summary>Writes the shortest text that reads as the same finite number.</summary>
    internal static int Write(ref byte to, double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15 && !double.IsNegative(value)) return Write(ref to, (long)value);
        value.TryFormat(MemoryMarshal.CreateSpan(ref to, MaxLength), out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes a decimal with its scale.</summary>
    internal static int Write(ref byte to, decimal value)
    {
        value.TryFormat(MemoryMarshal.CreateSpan(ref to, MaxLength), out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes a duration as a number of units, exact to the tick of 100 ns.</summary>
    internal static int Write(ref byte to, TimeSpan value, DurationUnit unit)
    {
        if (unit > DurationUnit.Second) return Write(ref to, (decimal)value.Ticks / TicksPer(unit));
        if (unit == DurationUnit.Nanosecond) return Write(ref to, (decimal)value.Ticks * 100);
        var magnitude = value.Ticks < 0 ? unchecked((ulong)-value.Ticks) : (ulong)value.Ticks;
        var written = 0;
        if (value.Ticks < 0) Unsafe.Add(ref to, written++) = (byte)'-';
        var ticksPerUnit = (ulong)TicksPer(unit);
        var whole = magnitude / ticksPerUnit;
        written += Write(ref Unsafe.Add(ref to, written), (long)whole);
        var rest = magnitude - (whole * ticksPerUnit);
        return rest == 0 ? written : written + WriteFraction(ref Unsafe.Add(ref to, written), rest, ticksPerUnit);
    }

    /// <summary>Reads a whole number; one with a fraction or an exponent too, as long as its value is whole.</summary>
    internal static int Read(ReadOnlySpan<byte> text, out long value)
    {
        if (text.Length < sizeof(ulong) || !BitConverter.IsLittleEndian) return ReadDigits(text, out value);
        var digits = MemoryMarshal.Read<ulong>(text) ^ 0x3030_3030_3030_3030;
        var others = ((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
        var length = System.Numerics.BitOperations.TrailingZeroCount(others) >> 3;
        if (length is 0 or > 7 || Continues(text[length]) || (text[0] == '0' && length > 1)) return ReadDigits(text, out value);
        value = Join(digits << (64 - (length * 8)));
        return length;
    }

    /// <summary>Reads a finite number, correctly rounded.</summary>
    internal static int Read(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var length = JsonScanner.NumberLength(text);
        if (length == 0) return 0;
        if (TryReadShort(text[..length], out value)) return length;
        return double.TryParse(text[..length], Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) ? length : 0;
    }

    /// <summary>Reads a decimal with its scale.</summary>
    internal static int Read(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var length = JsonScanner.NumberLength(text);
        return length > 0 && decimal.TryParse(text[..length], Float, CultureInfo.InvariantCulture, out value) ? length : 0;
    }

    /// <summary>Reads a number of units, rounded to the tick.</summary>
    internal static int Read(ReadOnlySpan<byte> text, DurationUnit unit, out TimeSpan value)
    {
        value = default;
        var length = Read(text, out decimal number);
        if (length == 0) return 0;
        if (Math.Abs(number) > (decimal)long.MaxValue * 100 / TicksPer(unit) + 100) return 0;
        var ticks = decimal.Round(unit == DurationUnit.Nanosecond ? number / 100 : number * TicksPer(unit), MidpointRounding.AwayFromZero);
        if (ticks > long.MaxValue || ticks < long.MinValue) return 0;
        value = new TimeSpan((long)ticks);
        return length;
    }

    private static long TicksPer(DurationUnit unit) => unit switch
    {
        DurationUnit.Microsecond => TimeSpan.TicksPerMicrosecond,
        DurationUnit.Millisecond => TimeSpan.TicksPerMillisecond,
        DurationUnit.Second => TimeSpan.TicksPerSecond,
        DurationUnit.Minute => TimeSpan.TicksPerMinute,
        DurationUnit.Hour => TimeSpan.TicksPerHour,
        DurationUnit.Day => TimeSpan.TicksPerDay,
        _ => 1,
    };

    // Eight digits in a word, the first in the lowest byte: neighbours are joined to pairs, to fours, to the number.
    private static long Join(ulong digits)
    {
        digits = ((digits & 0x0F0F_0F0F_0F0F_0F0F) * 2_561) >> 8;
        digits = ((digits & 0x00FF_00FF_00FF_00FF) * 6_553_601) >> 16;
        return (long)(((digits & 0x0000_FFFF_0000_FFFF) * 42_949_672_960_001) >> 32);
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, out long value)
    {
        ulong number = 0;
        var at = 0;
        for (; (uint)at < (uint)text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) break;
            number = (number * 10) + digit;
        }

        value = (long)number;
        var isPlain = at is > 0 and <= 18 && (text[0] != '0' || at == 1) && (at == text.Length || !Continues(text[at]));
        return isPlain ? at : ReadAnyInteger(text, out value);
    }

    private static bool Continues(byte next) => next is (byte)'.' or (byte)'e' or (byte)'E';

    // Eight digits in the bytes of one word, without a branch: halves, then pairs, then digits are divided side by side.
    // How many there are is counted beside that, since where the next text goes depends on it.
    private static int WriteEight(ref byte to, uint value)
    {
        var length = DigitCount(value);
        var upper = value / 10_000;
        var halves = upper | ((ulong)(value - (upper * 10_000)) << 32);
        var hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var pairs = hundreds | ((halves - (hundreds * 100)) << 16);
        var tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        var digits = tens | ((pairs - (tens * 10)) << 8);
        var text = (digits | 0x3030_3030_3030_3030) >> ((8 - length) * 8);
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? text : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(text));
        return length;
    }

    // 1233 / 4096 is a little more than the logarithm of two to the base ten; one comparison puts right where that is too much.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DigitCount(uint value)
    {
        var guess = ((32 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) * 1233) >> 12;
        return guess + (value >= Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTenUnder), guess) ? 1 : 0);
    }

    private static int WriteAny(ref byte to, long value)
    {
        value.TryFormat(MemoryMarshal.CreateSpan(ref to, MaxLength), out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    // Digits until nothing is left: 0.5 s is written as 0.5.
    private static int WriteFraction(ref byte to, ulong rest, ulong ticksPerUnit)
    {
        to = (byte)'.';
        var written = 1;
        while (rest != 0)
        {
            ticksPerUnit /= 10;
            Unsafe.Add(ref to, written++) = (byte)('0' + (rest / ticksPerUnit));
            rest %= ticksPerUnit;
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadAnyInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var length = JsonScanner.NumberLength(text);
        if (length == 0) return 0;
        var number = text[..length];
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return 0;
        var isNegative = number[0] == '-';
        var digits = number[(isNegative ? 1 : 0)..(mark < 0 ? length : mark)];
        return TryScale(digits, exponent, out var magnitude) && TrySign(magnitude, isNegative, out value) ? length : 0;
    }

    // Zeros are held back until a digit follows, so that those at the end can cancel a fraction: 1200e-2 is 12.
    private static bool TryScale(ReadOnlySpan<byte> digits, long exponent, out ulong magnitude)
    {
        magnitude = 0;
        long zeros = 0;
        var inFraction = false;
        foreach (var next in digits)
        {
            if (next == '.')
            {
                inFraction = true;
                continue;
            }

            if (inFraction) exponent--;
            zeros++;
            if (next == '0') continue;
            if (!TryShift(ref magnitude, zeros, (uint)(next - '0'))) return false;
            zeros = 0;
        }

        exponent += zeros;
        return magnitude == 0 || (exponent >= 0 && TryShift(ref magnitude, exponent, 0));
    }

    private static bool TryShift(ref ulong magnitude, long places, uint add)
    {
        for (; places > 0 && magnitude != 0; places--)
        {
            if (magnitude > ulong.MaxValue / 10) return false;
            magnitude *= 10;
        }

        if (magnitude > ulong.MaxValue - add) return false;
        magnitude += add;
        return true;
    }

    private static bool TrySign(ulong magnitude, bool isNegative, out long value)
    {
        value = unchecked(isNegative ? -(long)magnitude : (long)magnitude);
        return magnitude <= (isNegative ? 1UL << 63 : long.MaxValue);
    }

    // At most 15 digits and a small power of ten are exact in a double, so that one division rounds once (Clinger 1990).
    private static bool TryReadShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var isNegative = text[0] == '-';
        long mantissa = 0;
        int digits = 0, decimals = 0;
        var hasPoint = false;
        foreach (var next in text[(isNegative ? 1 : 0)..])
        {
            if (next == '.')
            {
                hasPoint = true;
                continue;
            }

            if ((uint)(next - '0') > 9 || ++digits > 15) return false;
            mantissa = (mantissa * 10) + (next - '0');
            if (hasPoint) decimals++;
        }

        value = mantissa / PowersOfTen[decimals];
        if (isNegative) value = -value;
        return true;
    }
}
