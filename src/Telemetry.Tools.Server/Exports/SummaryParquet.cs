using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Writes each day's figures as Parquet.</summary>
internal static class SummaryParquet
{
    private static readonly (ParquetColumn Column, Func<UsagePoint, object?> Of)[] Columns =
    [
        (new("period_start", ParquetType.Timestamp), point => Clock.Micros(DateTimeOffset.Parse(point.PeriodStart, CultureInfo.InvariantCulture))),
        (new("total_requests", ParquetType.Int64), point => point.TotalRequests),
        (new("total_tokens_requested", ParquetType.Int64), point => point.TotalTokensRequested),
        (new("total_tokens_used", ParquetType.Int64), point => point.TotalTokensUsed),
        (new("total_cost_usd", ParquetType.Decimal), point => Nanos.Of(decimal.Parse(point.TotalCostUsd, CultureInfo.InvariantCulture))),
        (new("average_response_time_ms", ParquetType.Real), point => point.AverageResponseTimeMs),
        (new("success_rate", ParquetType.Real), point => point.SuccessRate),
        (new("cache_hit_rate", ParquetType.Real), point => point.CacheHitRate),
        (new("p50_response_time_ms", ParquetType.Real), point => point.P50ResponseTimeMs),
        (new("p95_response_time_ms", ParquetType.Real), point => point.P95ResponseTimeMs),
        (new("unpriced_requests", ParquetType.Int64), point => point.UnpricedRequests),
    ];

    public static void Write(IEnumerable<UsagePoint> points, Stream output)
    {
        var writer = new ParquetWriter(output, Columns.Select(column => column.Column));
        foreach (var point in points)
        {
            for (var i = 0; i < Columns.Length; i++) Set(writer.Row, i, Columns[i].Of(point));
            writer.EndRow();
        }

        writer.End([]);
    }

    private static void Set(ParquetRow row, int column, object? value)
    {
        switch (value)
        {
            case long number: row.Set(column, number); break;
            case double number: row.Set(column, number); break;
            case Int128 nanos: row.Set(column, nanos); break;
        }
    }
}
