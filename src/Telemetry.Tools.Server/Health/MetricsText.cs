using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>The server's own figures in the text format of Prometheus, version 0.0.4.</summary>
internal static class MetricsText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(Database database, IngestQueue queue, ServerMeters meters)
    {
        var text = new StringBuilder();
        using var process = Process.GetCurrentProcess();
        Single(text, "telemetry_ingest_events_total", "counter", "Events stored since the start.", queue.Events);
        Single(text, "telemetry_ingest_transactions_total", "counter", "Transactions that stored them.", queue.Groups);
        Single(text, "telemetry_ingest_waiting_events", "gauge", "Events that wait to be written.", queue.Depth);
        Single(text, "telemetry_database_bytes", "gauge", "Bytes of the database.", database.SizeInBytes());
        if (HealthScore.LatencyOf(database) is { } latency) Single(text, "telemetry_database_latency_seconds", "gauge", "Time of the simplest question.", latency / 1000);
        Alerts(text, database);
        Requests(text, meters);
        Single(text, "process_resident_memory_bytes", "gauge", "Memory in use.", process.WorkingSet64);
        Single(text, "process_cpu_seconds_total", "counter", "Processor time.", process.TotalProcessorTime.TotalSeconds);
        Single(text, "dotnet_gc_heap_bytes", "gauge", "Memory that the collector holds for objects.", GC.GetGCMemoryInfo().TotalCommittedBytes);
        Single(text, "dotnet_gc_pause_seconds_total", "counter", "Time in which everything stood still for the collector.", GC.GetTotalPauseDuration().TotalSeconds);
        Single(text, "process_start_time_seconds", "gauge", "Start, in seconds since 1970.", meters.StartedAt.ToUnixTimeSeconds());
        return text.ToString();
    }

    private static void Alerts(StringBuilder text, Database database)
    {
        using var connection = database.OpenRead();
        var (waiting, failed) = Outbox.Count(connection);
        Single(text, "telemetry_alerts_open", "gauge", "Alerts that are not over.", AlertStore.CountOpen(connection));
        Single(text, "telemetry_alert_deliveries_waiting", "gauge", "Messages about alerts that are to be sent.", waiting);
        Single(text, "telemetry_alert_deliveries_failed", "gauge", "Messages about alerts that were given up in the last 30 days.", failed);
    }

    private static void Requests(StringBuilder text, ServerMeters meters)
    {
        var (requests, micros, p50, p95) = meters.Read();
        Head(text, "telemetry_http_requests_total", "counter", "Requests answered.");
        foreach (var (method, status, count) in requests)
        {
            text.Append(CultureInfo.InvariantCulture, $"telemetry_http_requests_total{{method=\"{method}\",status=\"{status}\"}} {count}\n");
        }

        Head(text, "telemetry_http_request_seconds", "summary", "Time to answer.");
        if (p50 is { } median) text.Append(CultureInfo.InvariantCulture, $"telemetry_http_request_seconds{{quantile=\"0.5\"}} {median / 1e6}\n");
        if (p95 is { } slow) text.Append(CultureInfo.InvariantCulture, $"telemetry_http_request_seconds{{quantile=\"0.95\"}} {slow / 1e6}\n");
        text.Append(CultureInfo.InvariantCulture, $"telemetry_http_request_seconds_sum {micros / 1e6}\n");
        text.Append(CultureInfo.InvariantCulture, $"telemetry_http_request_seconds_count {requests.Sum(request => request.Count)}\n");
    }

    private static void Single(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
