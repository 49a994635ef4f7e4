namespace Telemetry.Tools.Server;

/// <summary>What the first page of the dashboard shows, read at one moment.</summary>
/// <param name="Overview">The period, its buckets, its prompts.</param>
/// <param name="Previous">The period before it.</param>
/// <param name="Failures">Failed requests in each bucket, in the order of the overview's time series.</param>
/// <param name="Models">Models, largest cost first, then most requests.</param>
/// <param name="Errors">The commonest errors.</param>
internal sealed record ExecutiveSummary(
    UsageOverview Overview, UsageSummary Previous, IReadOnlyList<long> Failures, IReadOnlyList<ModelFigures> Models, IReadOnlyList<ErrorFigures> Errors);

/// <summary>One model.</summary>
internal sealed record ModelFigures(string Model, long Requests, long Failures, decimal CostUsd, long Unpriced, double? AverageMs);

/// <summary>One error message.</summary>
internal sealed record ErrorFigures(string Error, long Count, DateTimeOffset Last);
