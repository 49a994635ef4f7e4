namespace Telemetry.Tools.Analytics;

/// <summary>Cuts usage into blocks of five hours: a block begins with the full hour of its first request and ends five hours later, or where nothing happened for five hours.</summary>
internal static class UsageBlocks
{
    // Rates and projections are told in billionths of a dollar.
    private const int Decimals = 9;

    /// <summary>The blocks, oldest first.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="now">What makes the last block an active one.</param>
    public static IReadOnlyList<UsageRow> Of(IEnumerable<LlmUsage> events, DateTimeOffset now)
    {
        var rows = new List<UsageRow>();
        UsageGroupSum? sum = null;
        var start = DateTimeOffset.MinValue;
        foreach (var usage in events.OrderBy(e => e.Timestamp))
        {
            if (sum is null || usage.Timestamp >= start + UsageBlock.Length || usage.Timestamp - sum.Last >= UsageBlock.Length)
            {
                if (sum is not null) rows.Add(Row(sum, start, now));
                (sum, start) = (new UsageGroupSum(), FullHour(usage.Timestamp));
            }

            sum.Add(usage);
        }

        if (sum is not null) rows.Add(Row(sum, start, now));
        return rows;
    }

    private static UsageRow Row(UsageGroupSum sum, DateTimeOffset start, DateTimeOffset now)
    {
        var end = start + UsageBlock.Length;
        var isActive = now >= sum.First && now < end && now - sum.Last < UsageBlock.Length;
        var minutes = (sum.Last - sum.First).TotalMinutes;
        var totals = sum.Totals;
        double? perMinute = minutes > 0 ? totals.Tokens.Total / minutes : null;
        decimal? perHour = minutes > 0 && totals.CostUsd is { } cost ? decimal.Round(cost * 60m / (decimal)minutes, Decimals) : null;
        var left = isActive ? (end - now).TotalMinutes : 0;
        var block = new UsageBlock(
            start,
            end,
            isActive,
            perMinute,
            perHour,
            isActive && perMinute is { } rate ? totals.Tokens.Total + (long)(rate * left) : null,
            isActive && perHour is { } price ? decimal.Round(totals.CostUsd.GetValueOrDefault() + (price * (decimal)left / 60m), Decimals) : null);
        return sum.Row(ReportJson.Format(start), block);
    }

    private static DateTimeOffset FullHour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
