using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Sums as whole numbers. One beyond a long is the last one: a figure too large to be true stops no report.</summary>
internal static class WholeNumber
{
    public static long? Of(object? sum) => sum is null ? null : (long)decimal.Clamp(Convert.ToDecimal(sum, CultureInfo.InvariantCulture), long.MinValue, long.MaxValue);
}
