namespace Telemetry.Tools.Analytics;

/// <summary>Answers <c>report</c>: the sections that a schema asks for, and key figures by its roles, in one pass over a stream.</summary>
public static class ReportBuilder
{
    /// <summary>Reads the stream once and computes its report.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="query">Period, filters and grouping.</param>
    /// <param name="progress">Told about every 8 MB.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="AnalyticsException">A field is unknown, or a filter's value does not fit.</exception>
    public static ReportResult Build(
        StreamSource source, ReportQuery query, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
