namespace Telemetry.Tools.Server;

/// <summary>What the first page of the dashboard shows, read at one moment.</summary>
/// <param name="Series">The buckets of the period.</param>
/// <param name="Now">The period.</param>
/// <param name="Then">What it is compared with.</param>
/// <param name="Models">Models, largest cost first.</param>
/// <param name="Prompts">Prompts, most requests first.</param>
/// <param name="Errors">The commonest errors.</param>
internal sealed record ExecutiveSummary(
    UsageSeries Series, UsageSummary Now, UsageSummary? Then, IReadOnlyList<GroupRow> Models, IReadOnlyList<GroupRow> Prompts, IReadOnlyList<ErrorFigures> Errors);

/// <summary>A page about one dimension.</summary>
/// <param name="Series">The buckets of the period.</param>
/// <param name="Now">The period.</param>
/// <param name="Then">What it is compared with.</param>
/// <param name="Rows">All values, in the order that was asked for.</param>
/// <param name="Top">How many of them the table shows.</param>
/// <param name="Largest">Requests of the values with the most, in each bucket; the others' last.</param>
internal sealed record UsageBreakdown(
    UsageSeries Series, UsageSummary Now, UsageSummary? Then, IReadOnlyList<GroupRow> Rows, int Top, IReadOnlyList<(string? Key, IReadOnlyList<double> Requests)> Largest);

/// <summary>The page about what failed.</summary>
/// <param name="Series">The buckets of the period.</param>
/// <param name="Now">The period.</param>
/// <param name="Then">What it is compared with.</param>
/// <param name="Errors">The commonest messages.</param>
/// <param name="Kinds">The kinds of all failures, commonest first.</param>
/// <param name="Models">Models, most failures first.</param>
/// <param name="Prompts">Prompts, most failures first.</param>
internal sealed record FailureSummary(
    UsageSeries Series, UsageSummary Now, UsageSummary? Then, IReadOnlyList<ErrorFigures> Errors, IReadOnlyList<KindFigures> Kinds, IReadOnlyList<GroupRow> Models, IReadOnlyList<GroupRow> Prompts);

/// <summary>One value of a dimension.</summary>
/// <param name="Key">The value; <see langword="null"/> for requests without one.</param>
/// <param name="Cell">Its figures.</param>
/// <param name="Then">Its sums in the period that is compared with.</param>
internal sealed record GroupRow(string? Key, UsageCell Cell, UsageSums Then)
{
    public long Requests => Cell.Sums.Requests;

    public long Failures => Cell.Sums.Requests - Cell.Sums.Successes;

    /// <summary>In dollars; <see langword="null"/> where no request's cost is known.</summary>
    public double? Cost => Cell.Sums.Unpriced == Cell.Sums.Requests ? null : Cell.Sums.CostNanos / 1e9;

    public double? AverageMs => UsageCell.AverageOf(Cell.Sums);
}

/// <summary>One error message.</summary>
internal sealed record ErrorFigures(string Error, long Count, DateTimeOffset Last);

/// <summary>A kind of errors.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Action">What usually helps.</param>
/// <param name="Count">Failed requests.</param>
internal sealed record KindFigures(string Name, string Action, long Count);
