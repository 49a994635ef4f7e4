namespace Telemetry.Tools.Server;

/// <summary>What <c>usage/top</c> and the dashboard's tables can order by.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Of">The value; unknown ones come last.</param>
internal sealed record UsageMeasure(string Name, Func<UsageSums, double> Of)
{
    public static UsageMeasure Requests { get; } = new("requests", sums => sums.Requests);

    /// <summary>Whether there is anything to compute it from.</summary>
    public Func<UsageSums, bool> IsKnown { get; init; } = _ => true;

    /// <summary>All measures.</summary>
    public static IReadOnlyList<UsageMeasure> All { get; } =
    [
        Requests,
        new("tokens", sums => sums.TokensUsed),
        new("cost", sums => sums.CostNanos) { IsKnown = sums => sums.Unpriced < sums.Requests },
        new("errors", sums => sums.Requests - sums.Successes),
        new("error_rate", sums => 1 - (UsageCell.RateOf(sums.Successes, sums.Requests) ?? 2)),
        new("response_time", sums => UsageCell.AverageOf(sums) ?? -1) { IsKnown = sums => sums.Timed > 0 },
    ];
}
