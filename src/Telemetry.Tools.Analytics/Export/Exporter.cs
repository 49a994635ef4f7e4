namespace Telemetry.Tools.Analytics;

/// <summary>Writes a stream's valid events in another format, in the order of the files, without holding them in memory.</summary>
public static class Exporter
{
    /// <summary>Writes all events that the query asks for.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="query">Format, period and filters.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="progress">Told about every 8 MB.</param>
    /// <param name="cancellationToken">Stops; what was written so far stays.</param>
    /// <exception cref="AnalyticsException">A field is unknown, a filter's value does not fit, or the format needs a time and the stream has none.</exception>
    public static ExportResult Export(
        StreamSource source, ExportQuery query, Stream output, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var layout = new StreamLayout(source.Schema);
        var scope = new RowScope(new Query([Measure.Count], Where: query.Where, Since: query.Since, Until: query.Until), layout);
        var slots = new SlotMap(layout, scope.Columns.Concat(RoleSlots.Columns(layout)));
        scope.Bind(slots);
        var roles = new RoleSlots(layout, slots);
        using var writer = WriterFor(query, layout, roles, output);
        var sink = new ExportSink(scope, roles, writer, cancellationToken);
        var totals = StreamScanner.Run(source, layout, slots, [sink], progress, cancellationToken);
        writer.End();
        return new ExportResult(sink.Events, totals.Rejected, totals.RejectedLines);
    }

    private static IRecordWriter WriterFor(ExportQuery query, StreamLayout layout, RoleSlots roles, Stream output) => query.Format switch
    {
        ExportFormat.Json => new JsonRecordWriter(layout, output, isArray: true),
        ExportFormat.Jsonl => new JsonRecordWriter(layout, output, isArray: false),
        ExportFormat.Parquet => new ParquetRecordWriter(layout, output),
        ExportFormat.Trace => new TraceRecordWriter(layout, new EventSpans(layout, roles), output),
        ExportFormat.Otlp => new OtlpRecordWriter(layout, new EventSpans(layout, roles), output),
        _ => new CsvRecordWriter(layout, output, query.ExcelSafe),
    };
}
