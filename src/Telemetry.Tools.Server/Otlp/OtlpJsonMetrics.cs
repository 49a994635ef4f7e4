using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>Reads metrics and their points.</summary>
/// <param name="values">Reads attributes.</param>
/// <param name="take">Takes each point.</param>
internal sealed class OtlpJsonMetrics(OtlpJsonValues values, Action<OtlpPoint> take)
{
    public void Read(JsonElement item, OtlpSource source)
    {
        var metric = MetricOf(item, source);
        if (item.Inner("gauge") is { } gauge) ReadData(gauge, metric, "gauge", AddNumber);
        if (item.Inner("sum") is { } sum) ReadData(sum, metric, "sum", AddNumber);
        if (item.Inner("histogram") is { } histogram) ReadData(histogram, metric, "histogram", AddHistogram);
        if (item.Inner("exponentialHistogram") is { } exponential) ReadData(exponential, metric, "exponential_histogram", AddExponential);
        if (item.Inner("summary") is { } summary) ReadData(summary, metric, "summary", AddSummary);
    }

    private void ReadData(JsonElement data, OtlpMetric metric, string kind, Action<JsonElement, OtlpPoint> add)
    {
        metric.Kind = kind;
        metric.Temporality = data.Int32("aggregationTemporality");
        if (kind == "sum") metric.IsMonotonic = data.Flag("isMonotonic");
        foreach (var item in data.Items("dataPoints")) take(ReadPoint(item, metric, add));
    }

    private OtlpPoint ReadPoint(JsonElement item, OtlpMetric metric, Action<JsonElement, OtlpPoint> add)
    {
        try
        {
            if (metric.Source.IsReadable) return PointOf(item, metric, add);
        }
        catch (InvalidOperationException)
        {
            // As for spans.
        }

        return new OtlpPoint { Metric = new OtlpMetric { Source = OtlpSource.Unreadable }, Attributes = new OtlpAttributes(), Digest = [] };
    }

    private OtlpPoint PointOf(JsonElement item, OtlpMetric metric, Action<JsonElement, OtlpPoint> add)
    {
        var point = new OtlpPoint
        {
            Metric = metric,
            Attributes = new OtlpAttributes(),
            Digest = OtlpJsonValues.DigestOf(item),
            Start = item.UInt64("startTimeUnixNano"),
            Time = item.UInt64("timeUnixNano"),
        };
        values.AddAttributes(item, point.Attributes);
        add(item, point);
        return point;
    }

    private static OtlpMetric MetricOf(JsonElement item, OtlpSource source)
    {
        try
        {
            return new OtlpMetric { Source = source, Name = item.Text("name") ?? "", Unit = item.Text("unit") };
        }
        catch (InvalidOperationException)
        {
            return new OtlpMetric { Source = OtlpSource.Unreadable };
        }
    }

    private static void AddNumber(JsonElement item, OtlpPoint point) =>
        point.Value = OtlpJsonFields.TryGet(item, "asInt", out var whole) ? OtlpJsonFields.WholeOf(whole, "asInt") : item.Real("asDouble");

    private static void AddHistogram(JsonElement item, OtlpPoint point)
    {
        AddSums(item, point);
        point.Distribution = OtlpDistributions.Histogram(item.Items("explicitBounds").Select(bound => OtlpJsonFields.RealOf(bound, "explicitBounds")), Counts(item));
    }

    private static void AddExponential(JsonElement item, OtlpPoint point)
    {
        AddSums(item, point);
        point.Distribution = new JsonObject { ["scale"] = item.Int32("scale"), ["zero_count"] = item.UInt64("zeroCount") };
        if (item.Inner("positive") is { } positive) point.Distribution["positive"] = OtlpDistributions.Buckets(positive.Int32("offset"), Counts(positive));
        if (item.Inner("negative") is { } negative) point.Distribution["negative"] = OtlpDistributions.Buckets(negative.Int32("offset"), Counts(negative));
    }

    private static void AddSummary(JsonElement item, OtlpPoint point)
    {
        AddSums(item, point);
        var quantiles = item.Items("quantileValues").Select(value => OtlpDistributions.Quantile(value.Real("quantile") ?? 0, value.Real("value") ?? 0));
        point.Distribution = new JsonObject { ["quantiles"] = new JsonArray([.. quantiles]) };
    }

    private static void AddSums(JsonElement item, OtlpPoint point)
    {
        point.Count = item.UInt64("count");
        (point.Sum, point.Min, point.Max) = (item.Real("sum"), item.Real("min"), item.Real("max"));
    }

    private static List<ulong> Counts(JsonElement item) => [.. item.Items("bucketCounts").Select(count => OtlpJsonFields.UnsignedOf(count, "bucketCounts"))];
}
