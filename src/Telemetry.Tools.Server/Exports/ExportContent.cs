using System.Globalization;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>Writes what an export holds: usage events in the order of time, or the figures of each day.</summary>
internal sealed class ExportContent(Database database)
{
    private const int ReportEvery = 5_000;

    // Each stream by itself is in the order of the key.
    private static readonly string EventsInOrder = string.Join(
        " UNION ALL ", StreamNames.Usage.Select(stream => $"SELECT ts, event_id, payload, stream FROM events WHERE tenant = $1 AND stream = '{stream}' AND ts >= $2 AND ts < $3")) + " ORDER BY 1, 2";

    private static readonly SchemaDocument Schema = SchemaLoader.Parse(StreamInfo.Of<ClientUsage>().SchemaJson, StreamNames.ClientUsage, SchemaOrigin.Product, null).Document;

    private static readonly (string Name, Func<UsagePoint, object?> Of)[] SummaryColumns =
    [
        ("period_start", point => point.PeriodStart), ("total_requests", point => point.TotalRequests), ("total_tokens_requested", point => point.TotalTokensRequested),
        ("total_tokens_used", point => point.TotalTokensUsed), ("total_cost_usd", point => point.TotalCostUsd), ("average_response_time_ms", point => point.AverageResponseTimeMs),
        ("success_rate", point => point.SuccessRate), ("cache_hit_rate", point => point.CacheHitRate), ("p50_response_time_ms", point => point.P50ResponseTimeMs),
        ("p95_response_time_ms", point => point.P95ResponseTimeMs), ("unpriced_requests", point => point.UnpricedRequests),
    ];

    /// <summary>Writes the content.</summary>
    /// <param name="job">What is asked for.</param>
    /// <param name="output">Where to.</param>
    /// <param name="report">Told the progress (0–1) and the rows from time to time.</param>
    /// <returns>Rows written.</returns>
    public long Write(ExportJob job, Stream output, Action<double, long> report) =>
        job.Format == "summary" ? WriteSummary(job, output) : WriteEvents(job, output, report);

    private long WriteEvents(ExportJob job, Stream output, Action<double, long> report)
    {
        using var connection = database.OpenScan();
        using var moment = database.BeginRead(connection);
        using var command = connection.Command(null, EventsInOrder, job.Tenant, job.Start, job.End);
        using var reader = command.ExecuteReader();
        var layout = new StreamLayout(Schema);
        using var writer = WriterFor(job, layout, output);
        var (row, rows) = (new Row(0), 0L);
        while (reader.Read())
        {
            var payload = (byte[])reader.GetValue(2);
            writer.Write(row, reader.GetString(3) == StreamNames.ClientUsage ? payload : RequestOf(payload, (byte[])reader.GetValue(1), job.Tenant));
            if (++rows % ReportEvery == 0) report((double)(reader.GetInt64(0) - job.Start) / (job.End - job.Start), rows);
        }

        writer.End();
        return rows;
    }

    // What OpenTelemetry and importers have sent, in the words of a client's request.
    private static byte[] RequestOf(byte[] payload, byte[] id, string tenant)
    {
        if (LlmUsage.ReadJson(payload, out var usage, out _) != ReadStatus.Event) throw new InvalidDataException("A stored event cannot be read.");
        var tokens = UsageEvents.TokensOf(usage!);
        var request = new ClientUsage
        {
            Timestamp = usage!.Timestamp,
            TenantId = tenant,
            UserId = usage.UserId,
            ProjectId = usage.Project,
            ModelProvider = usage.Provider,
            Model = usage.Model ?? "",
            TokensUsed = tokens.Total,
            CostUsd = usage.CostUsd,
            ResponseTimeMs = usage.ResponseTimeMs,
            Success = usage.Success ?? true,
            Error = usage.Error,
            InputTokens = tokens.Input,
            OutputTokens = tokens.Output,
            CacheReadTokens = tokens.CacheRead,
            CacheWriteTokens = tokens.CacheWrite,
            PriceVersion = usage.PriceVersion,
            EventId = new Guid(id, bigEndian: true).ToString(),
        };
        var writer = new LineWriter(new byte[1024]);
        ClientUsage.WriteJson(request, ref writer);
        return writer.Written.ToArray();
    }

    private static IRecordWriter WriterFor(ExportJob job, StreamLayout layout, Stream output) => job.ExportType switch
    {
        "csv" => new CsvRecordWriter(layout, output, job.IsExcelSafe),
        "parquet" => new ParquetRecordWriter(layout, output),
        _ => new JsonRecordWriter(layout, output, job.ExportType == "json"),
    };

    private long WriteSummary(ExportJob job, Stream output)
    {
        var period = new UsagePeriod(job.Start, job.End, Clock.Time(job.End), TimeBucket.Day);
        var points = new UsageQueries(database).Overview(new UsageFilter(job.Tenant, []), period, top: 1, dimension: null).TimeSeries;
        if (job.ExportType == "parquet")
        {
            SummaryParquet.Write(points, output);
            return points.Count;
        }

        var text = job.ExportType switch
        {
            "csv" => $"{string.Join(',', SummaryColumns.Select(column => column.Name))}\n{string.Concat(points.Select(CsvOf))}",
            "jsonl" => string.Concat(points.Select(point => JsonOf(point) + "\n")),
            _ => $"[\n{string.Join(",\n", points.Select(JsonOf))}\n]\n",
        };
        output.Write(Encoding.UTF8.GetBytes(text));
        return points.Count;
    }

    private static string CsvOf(UsagePoint point) => string.Join(',', SummaryColumns.Select(column => Convert.ToString(column.Of(point), CultureInfo.InvariantCulture))) + "\n";

    private static string JsonOf(UsagePoint point) => JsonSerializer.Serialize(point, ServerJson.Plain.UsagePoint);
}
