namespace Telemetry.Tools.Server;

/// <summary>A question to a stream, as it is sent.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Measures">What is computed: <c>count</c>, <c>success_rate</c>, <c>sum|avg|min|max|p50|p95|p99:FIELD</c>; the first one orders the groups, largest first. Default: count.</param>
/// <param name="By">Field to group by.</param>
/// <param name="Bucket">Time to group by: hour, day, week or month; null for none.</param>
/// <param name="Where">Conditions that all must hold: <c>FIELD=VALUE</c>, also <c>!= &lt; &gt; ~</c>.</param>
/// <param name="StartDate">Start of the period, as in all questions.</param>
/// <param name="EndDate">End of the period.</param>
/// <param name="Event">The only event it is about, of a stream that has several.</param>
/// <param name="Top">Groups kept; the rest is added up into one. Default: all.</param>
/// <param name="TenantId">Whose stream; for operators. Others name their own or none.</param>
public sealed record StreamQuestion(
    string? Stream, IReadOnlyList<string>? Measures, string? By, string? Bucket, IReadOnlyList<string>? Where, string? StartDate, string? EndDate, string? Event, int? Top, string? TenantId);

/// <summary>The answer to a question to a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Period">The period.</param>
/// <param name="CompleteFrom">Events before this time were removed by retention; null where none was.</param>
/// <param name="Measures">What was computed, in the order of the values.</param>
/// <param name="Units">The unit of each measure's values: as the schema names it, <c>s</c> of every duration whatever its field is written in, null where there is none.</param>
/// <param name="Rows">By bucket, then by group.</param>
public sealed record StreamAnswer(string Stream, PeriodEcho Period, string? CompleteFrom, IReadOnlyList<string> Measures, IReadOnlyList<string?> Units, IReadOnlyList<StreamAnswerRow> Rows);

/// <summary>One group's figures.</summary>
/// <param name="PeriodStart">Start of the bucket; null without one.</param>
/// <param name="Key">The group; null where the field has no value, or nothing is grouped by.</param>
/// <param name="Others">How many groups were added up into this one; 0 for a group of its own.</param>
/// <param name="Values">One value a measure: a number, decimal text for money, null where there is nothing to compute from.</param>
public sealed record StreamAnswerRow(string? PeriodStart, string? Key, int Others, IReadOnlyList<object?> Values);
