namespace Telemetry.Tools.Analytics;

/// <summary>One question to a stream. Every executor gives the same answer to it: sums are of integers, division comes last,
/// text is ordered by its UTF-8 bytes, null comes last, ties are broken by key.</summary>
/// <param name="Measures">What is computed of each group; the first one orders the groups, largest first.</param>
/// <param name="By">Field to group by, or <see langword="null"/>.</param>
/// <param name="Bucket">Time to group by.</param>
/// <param name="Where">Conditions that all must hold.</param>
/// <param name="Since">Start, inclusive.</param>
/// <param name="Until">End, exclusive.</param>
/// <param name="Event">The only event it is about, or <see langword="null"/> for all.</param>
/// <param name="Top">Groups kept; the rest is added up into one. 0 = all.</param>
public sealed record Query(
    IReadOnlyList<Measure> Measures,
    string? By = null,
    TimeBucket Bucket = TimeBucket.None,
    IReadOnlyList<Filter>? Where = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    string? Event = null,
    int Top = 0);

/// <summary>What a query found.</summary>
/// <param name="Query">The question.</param>
/// <param name="Rows">By bucket, then by group in the query's order; without grouping exactly one row.</param>
public sealed record QueryAnswer(Query Query, IReadOnlyList<QueryRow> Rows);

/// <summary>One group's figures.</summary>
/// <param name="Bucket">Start of the time bucket.</param>
/// <param name="Key">The group; <see langword="null"/> where the field has no value.</param>
/// <param name="Others">How many groups were added up into this one; 0 for a group of its own.</param>
/// <param name="Values">One value a measure: <see cref="long"/> for counts, <see cref="double"/> for rates, means, sums of
/// doubles and percentiles, <see cref="decimal"/> for money and decimals, <see langword="null"/> where there is nothing to compute from.</param>
public sealed record QueryRow(DateTimeOffset? Bucket, string? Key, int Others, IReadOnlyList<object?> Values);
