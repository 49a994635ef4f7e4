namespace Telemetry.Tools.Server;

/// <summary>What <c>usage/top</c> can order by.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Of">The value; unknown ones come last.</param>
internal sealed record UsageMeasure(string Name, Func<UsageSums, double> Of)
{
    public static UsageMeasure Requests { get; } = new("requests", sums => sums.Requests);

    /// <summary>All measures.</summary>
    public static IReadOnlyList<UsageMeasure> All { get; } =
    [
        Requests,
        new("tokens", sums => sums.TokensUsed),
        new("cost", sums => sums.CostNanos),
        new("errors", sums => sums.Requests - sums.Successes),
        new("error_rate", sums => 1 - (UsageCell.RateOf(sums.Successes, sums.Requests) ?? 2)),
        new("response_time", sums => UsageCell.AverageOf(sums) ?? -1),
    ];
}
