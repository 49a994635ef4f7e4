namespace Telemetry.Tools.Analytics;

/// <summary>How a budget stands.</summary>
public enum BudgetState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>80 % are spent, or the limit will be crossed should it go on like this.</summary>
    Warning,

    /// <summary>More than the limit is spent.</summary>
    Over,
}

/// <summary>A budget and what was spent of it.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Start">Start of the present period.</param>
/// <param name="End">Its end, exclusive.</param>
/// <param name="SpentUsd">US dollars spent in it.</param>
/// <param name="ProjectedUsd">What will be spent at its end, should it go on as in the last day, week or 30 days.</param>
/// <param name="UnpricedRequests">Requests whose price is unknown; not in what was spent.</param>
/// <param name="State">How it stands.</param>
public sealed record BudgetStatus(
    Budget Budget, DateTimeOffset Start, DateTimeOffset End, decimal SpentUsd, decimal ProjectedUsd, long UnpricedRequests, BudgetState State);
