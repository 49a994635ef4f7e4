namespace Telemetry.Tools.Analytics;

/// <summary>One line of an answer to <c>usage</c>.</summary>
/// <param name="Key">The group: a day (<c>2026-05-01</c>), the Monday of a week, a month (<c>2026-05</c>), an hour with its offset, the start of a block, or a name; <see langword="null"/> = unknown.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="First">Time of its first request.</param>
/// <param name="Last">Time of its last request.</param>
/// <param name="Models">Its sums by model, the dearest first.</param>
/// <param name="Block">For blocks: how it goes on.</param>
public sealed record UsageRow(
    string? Key, UsageTotals Totals, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<UsageModel> Models, UsageBlock? Block = null);

/// <summary>The part of a group that one model has.</summary>
/// <param name="Model">The model; <see langword="null"/> = unknown.</param>
/// <param name="Totals">Its sums.</param>
public sealed record UsageModel(string? Model, UsageTotals Totals);
