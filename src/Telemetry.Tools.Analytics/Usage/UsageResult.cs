namespace Telemetry.Tools.Analytics;

/// <summary>The answer to <c>usage</c>.</summary>
/// <param name="Group">What was summed up by.</param>
/// <param name="Since">As asked.</param>
/// <param name="Until">As asked.</param>
/// <param name="Zone">Name of the time zone.</param>
/// <param name="Totals">Sums of all rows.</param>
/// <param name="Rows">Times in order; everything else with the dearest first.</param>
/// <param name="UnpricedModels">Models without a known price, with their requests.</param>
/// <param name="Rejected">Lines of the stream that are no valid events.</param>
public sealed record UsageResult(
    UsageGroup Group,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string Zone,
    UsageTotals Totals,
    IReadOnlyList<UsageRow> Rows,
    IReadOnlyList<(string? Model, long Requests)> UnpricedModels,
    long Rejected = 0);
