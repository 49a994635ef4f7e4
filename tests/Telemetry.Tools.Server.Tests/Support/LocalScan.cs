using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The same events as a local file, asked through the local scan; what the server says must be what it says.</summary>
internal sealed class LocalScan : IDisposable
{
    private static readonly Measure[] Measures =
    [
        Measure.Count, Measure.Sum("tokens_used"), Measure.Sum("cost_usd"), Measure.SuccessRate, Measure.Average("response_time_ms"), Measure.Percentile("response_time_ms", 50), Measure.Percentile("response_time_ms", 95),
    ];

    private readonly string _file = Path.GetTempFileName();
    private readonly StreamSource _source;

    public LocalScan(IEnumerable<string> payloads)
    {
        File.WriteAllLines(_file, payloads);
        _source = StreamSource.FromFiles(SchemaParser.Parse(StreamInfo.Of<ClientUsage>().SchemaJson, "client-usage").Document!, _file);
    }

    /// <summary>Holds an overview's time series against the scan's answer.</summary>
    public void ShouldAgree(JsonElement overview, DateTimeOffset start, DateTimeOffset end, string bucket, IReadOnlyList<Filter> filters, string question)
    {
        var answer = ScanExecutor.Run(_source, [new Query(Measures, Bucket: Enum.Parse<TimeBucket>(bucket, ignoreCase: true), Where: filters, Since: start, Until: end)]).Answers[0];
        var rows = answer.Rows.Where(row => row.Bucket is not null && (long)row.Values[0]! > 0).ToDictionary(row => ReportJson.Format(row.Bucket!.Value), row => row.Values);
        var points = overview.GetProperty("time_series").EnumerateArray().Where(point => point.GetProperty("total_requests").GetInt64() > 0).ToList();
        points.Select(point => point.GetProperty("period_start").GetString()).ShouldBe(rows.Keys, question);
        foreach (var point in points) Compare(point, rows[point.GetProperty("period_start").GetString()!], question);
    }

    public void Dispose() => File.Delete(_file);

    private static void Compare(JsonElement point, IReadOnlyList<object?> values, string question)
    {
        point.GetProperty("total_requests").GetInt64().ShouldBe((long)values[0]!, question);
        point.GetProperty("total_tokens_used").GetInt64().ShouldBe(Convert.ToInt64(values[1] ?? 0L, CultureInfo.InvariantCulture), question);
        decimal.Parse(point.GetProperty("total_cost_usd").GetString()!, CultureInfo.InvariantCulture).ShouldBe((decimal)(values[2] ?? 0m), question);
        point.GetProperty("success_rate").GetDouble().ShouldBe((double)values[3]!, question);
        // The scan says seconds: the last digit of a mean is the division's.
        (Number(point, "average_response_time_ms") is null).ShouldBe(values[4] is null, question);
        if (values[4] is double mean) Number(point, "average_response_time_ms")!.Value.ShouldBe(mean * 1000, mean * 1e-9, question);
        Micros(point, "p50_response_time_ms").ShouldBe(values[5] is double median ? (long)Math.Round(median * 1e6) : null, question);
        Micros(point, "p95_response_time_ms").ShouldBe(values[6] is double slow ? (long)Math.Round(slow * 1e6) : null, question);
    }

    private static long? Micros(JsonElement point, string name) => Number(point, name) is { } value ? (long)Math.Round(value * 1_000) : null;

    private static double? Number(JsonElement point, string name) => point.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}
