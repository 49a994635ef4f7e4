namespace Telemetry.Tools.Analytics;

/// <summary>What a query computes of each group.</summary>
public enum MeasureKind
{
    /// <summary>Number of events.</summary>
    Count,

    /// <summary>Events that succeeded: role <c>success</c>; where that is null or missing, role <c>outcome</c> = 0.</summary>
    Successes,

    /// <summary>Events that did not succeed.</summary>
    Failures,

    /// <summary>Successes of all that say whether they succeeded, 0–1; null where none does.</summary>
    SuccessRate,

    /// <summary>Sum of a field; null where no event has it.</summary>
    Sum,

    /// <summary>Mean of a field.</summary>
    Average,

    /// <summary>Smallest value.</summary>
    Minimum,

    /// <summary>Largest value.</summary>
    Maximum,

    /// <summary>Nearest-rank percentile from the log-linear histogram (32 buckets an octave, error at most 1.6 %).</summary>
    Percentile,

    /// <summary>Exact nearest-rank percentile; local scans only.</summary>
    ExactPercentile,
}

/// <summary>One figure that a query computes.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Field">The field it is about, by path; <see langword="null"/> for counts.</param>
/// <param name="Percent">1–99, for percentiles.</param>
public sealed record Measure(MeasureKind Kind, string? Field = null, int Percent = 0)
{
    /// <summary>Number of events.</summary>
    public static Measure Count { get; } = new(MeasureKind.Count);

    /// <summary>Number of successes.</summary>
    public static Measure Successes { get; } = new(MeasureKind.Successes);

    /// <summary>Number of failures.</summary>
    public static Measure Failures { get; } = new(MeasureKind.Failures);

    /// <summary>Rate of successes.</summary>
    public static Measure SuccessRate { get; } = new(MeasureKind.SuccessRate);

    /// <summary>Sum of a field.</summary>
    public static Measure Sum(string field) => new(MeasureKind.Sum, field);

    /// <summary>Mean of a field.</summary>
    public static Measure Average(string field) => new(MeasureKind.Average, field);

    /// <summary>Smallest value of a field.</summary>
    public static Measure Minimum(string field) => new(MeasureKind.Minimum, field);

    /// <summary>Largest value of a field.</summary>
    public static Measure Maximum(string field) => new(MeasureKind.Maximum, field);

    /// <summary>A percentile of a field, from the histogram.</summary>
    public static Measure Percentile(string field, int percent) => new(MeasureKind.Percentile, field, percent);

    /// <summary>A percentile of a field, exact.</summary>
    public static Measure ExactPercentile(string field, int percent) => new(MeasureKind.ExactPercentile, field, percent);

    /// <summary>Reads a schema report's measure other than <c>outcome</c> and <c>figures</c>: <c>count</c>, <c>success_rate</c>, <c>sum|avg|min|max|p50|p95|p99:FIELD</c>.</summary>
    /// <exception cref="AnalyticsException">TEL2106: it is none of these.</exception>
    public static Measure Parse(string text) => TryParse(text) ?? throw new AnalyticsException(
        AnalyticsDiagnostics.BadMeasure,
        $"'{text}' is no measure. Measures: count, success_rate, outcome, figures, sum|avg|min|max|p50|p95|p99:FIELD.");

    /// <summary>Reads a measure; <see langword="null"/> where it is none, or stands for several.</summary>
    public static Measure? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (name, field) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return (name, field.Length > 0) switch
        {
            ("count", false) => Count,
            ("success_rate", false) => SuccessRate,
            ("sum", true) => Sum(field),
            ("avg", true) => Average(field),
            ("min", true) => Minimum(field),
            ("max", true) => Maximum(field),
            ("p50", true) => Percentile(field, 50),
            ("p95", true) => Percentile(field, 95),
            ("p99", true) => Percentile(field, 99),
            _ => null,
        };
    }
}
