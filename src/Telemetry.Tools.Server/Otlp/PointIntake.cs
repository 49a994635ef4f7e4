using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Makes events of metric points, as they come: a cumulative point holds all since its start, and whoever reads takes the difference. Metrics never enter usage, which they would only count again.</summary>
internal static class PointIntake
{
    private static readonly string?[] Temporalities = [null, "delta", "cumulative"];

    public static void Add(OtlpPoint point, OtlpBatches batches)
    {
        if (batches.RejectUnreadable(point.Metric.Source)) return;
        if (point.Metric.Name.Length == 0)
        {
            batches.Reject(RejectionCodes.MissingField, "A metric has a name.");
            return;
        }

        var series = SeriesOf(point);
        batches.Add($"{series}:{point.Start}:{point.Time}", writer => Write(writer, point, series, batches));
    }

    private static string SeriesOf(OtlpPoint point)
    {
        var metric = point.Metric;
        var text = Encoding.UTF8.GetBytes($"{metric.Name}\0{metric.Unit}\0{metric.Kind}\0{metric.Temporality}\0");
        return Convert.ToHexStringLower(SHA256.HashData([.. metric.Source.Digest, .. text, .. point.Digest]).AsSpan(0, 16));
    }

    private static void Write(Utf8JsonWriter writer, OtlpPoint point, string series, OtlpBatches batches)
    {
        var metric = point.Metric;
        writer.WriteString("timestamp", batches.TimeText(point.Time));
        if (point.Start > 0) writer.WriteString("start_time", batches.TimeText(point.Start));
        writer.WriteString("metric", metric.Name);
        writer.WriteString("kind", metric.Kind);
        if (metric.Unit is { Length: > 0 } unit) writer.WriteString("unit", unit);
        writer.WriteString("temporality", metric.Temporality is > 0 and <= 2 ? Temporalities[metric.Temporality] : null);
        if (metric.IsMonotonic is { } monotonic) writer.WriteBoolean("monotonic", monotonic);
        writer.WriteString("series", series);
        Number("value", point.Value);
        if (point.Count is { } count) writer.WriteNumber("count", count);
        Number("sum", point.Sum);
        Number("min", point.Min);
        Number("max", point.Max);
        if (point.Distribution is { } distribution)
        {
            writer.WritePropertyName("distribution");
            distribution.WriteTo(writer);
        }

        OtlpContext.Write(writer, metric.Source, point.Attributes);

        void Number(string name, double? value)
        {
            if (value is not { } number) return;
            writer.WritePropertyName(name);
            OtlpAttributes.NodeOf(number).WriteTo(writer);
        }
    }
}
