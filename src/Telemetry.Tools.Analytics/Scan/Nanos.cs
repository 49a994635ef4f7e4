namespace Telemetry.Tools.Analytics;

/// <summary>Numbers with a fraction as whole billionths, so that sums do not depend on their order. The same on every executor.</summary>
internal static class Nanos
{
    public const long One = 1_000_000_000;

    private const double LargestReal = 1e18;
    private const double LargestExactProduct = 9_000_000;
    private const decimal LargestDecimal = 1e18m;

    /// <summary>Billionths of a double, half to even; <see langword="false"/> where it is not finite or beyond 10^18.</summary>
    public static bool TryFrom(double value, out Int128 nanos)
    {
        nanos = 0;
        if (!(Math.Abs(value) <= LargestReal)) return false;
        if (Math.Abs(value) < LargestExactProduct)
        {
            nanos = (long)Math.Round(value * One);
            return true;
        }

        var whole = Math.Truncate(value);
        nanos = ((Int128)(long)whole * One) + (long)Math.Round((value - whole) * One);
        return true;
    }

    /// <summary>Billionths of a decimal, half to even.</summary>
    public static bool TryFrom(decimal value, out Int128 nanos)
    {
        nanos = 0;
        if (Math.Abs(value) > LargestDecimal) return false;
        nanos = Of(value);
        return true;
    }

    /// <summary>Billionths of any decimal, half to even.</summary>
    public static Int128 Of(decimal value)
    {
        var whole = decimal.Truncate(value);
        return ((Int128)whole * One) + (Int128)Math.Round((value - whole) * One, MidpointRounding.ToEven);
    }

    /// <summary>Back to a decimal.</summary>
    public static decimal ToDecimal(Int128 nanos)
    {
        var whole = nanos / One;
        return (decimal)whole + ((decimal)(long)(nanos - (whole * One)) / One);
    }

    /// <summary>A quotient of two integers as the nearest double that decimal arithmetic gives.</summary>
    public static double Divide(Int128 dividend, Int128 divisor)
    {
        var whole = dividend / divisor;
        var rest = dividend - (whole * divisor);
        return Int128.Abs(whole) < LargestWhole && Int128.Abs(divisor) < LargestWhole
            ? (double)((decimal)whole + ((decimal)rest / (decimal)divisor))
            : (double)dividend / (double)divisor;
    }

    /// <summary>A quotient of integers as an integer, half to even.</summary>
    public static Int128 Rounded(Int128 value, long divisor)
    {
        var quotient = value / divisor;
        var twice = Int128.Abs(value - (quotient * divisor)) * 2;
        var isUp = twice > divisor || (twice == divisor && quotient % 2 != 0);
        return isUp ? quotient + Int128.Sign(value) : quotient;
    }

    private static readonly Int128 LargestWhole = (Int128)1 << 90;
}
