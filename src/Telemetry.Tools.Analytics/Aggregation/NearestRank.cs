namespace Telemetry.Tools.Analytics;

/// <summary>The nearest-rank rule: the smallest value that at least so many percent of all values do not exceed.</summary>
internal static class NearestRank
{
    /// <summary>Rank from 1, computed in integers.</summary>
    public static long Of(long count, int percent) => Math.Max(1, (long)((((Int128)count * percent) + 99) / 100));
}
