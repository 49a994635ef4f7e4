using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>Reads metrics and their points.</summary>
/// <param name="values">Reads attributes.</param>
/// <param name="take">Takes each point.</param>
internal sealed class OtlpProtoMetrics(OtlpProtoValues values, Action<OtlpPoint> take)
{
    /// <summary>Reads one point.</summary>
    private delegate OtlpPoint PointReader(ProtoReader reader, OtlpMetric metric);

    /// <summary>Reads a metric. What belongs to it may stand behind its points.</summary>
    public void Read(ProtoReader reader, OtlpSource source)
    {
        var metric = new OtlpMetric { Source = source };
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: metric.Name = reader.Text(); break;
                case 3: metric.Unit = reader.Text(); break;
                case 5: ReadData(reader.Message(), metric, "gauge", ReadNumber); break;
                case 7: ReadData(reader.Message(), metric, "sum", ReadNumber); break;
                case 9: ReadData(reader.Message(), metric, "histogram", ReadHistogram); break;
                case 10: ReadData(reader.Message(), metric, "exponential_histogram", ReadExponential); break;
                case 11: ReadData(reader.Message(), metric, "summary", ReadSummary); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadData(ProtoReader reader, OtlpMetric metric, string kind, PointReader read)
    {
        metric.Kind = kind;
        if (kind == "sum") metric.IsMonotonic = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: take(read(reader.Message(), metric)); break;
                case 2 when kind is not ("gauge" or "summary"): metric.Temporality = reader.Int32(); break;
                case 3 when kind == "sum": metric.IsMonotonic = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
    }

    private OtlpPoint ReadNumber(ProtoReader reader, OtlpMetric metric)
    {
        var (point, digests) = New(metric);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: point.Start = reader.Fixed64(); break;
                case 3: point.Time = reader.Fixed64(); break;
                case 4: point.Value = reader.Double(); break;
                case 6: point.Value = unchecked((long)reader.Fixed64()); break;
                case 7: values.AddAttribute(ref reader, point.Attributes, digests); break;
                default: reader.Skip(); break;
            }
        }

        return Finish(point, digests);
    }

    private OtlpPoint ReadHistogram(ProtoReader reader, OtlpMetric metric)
    {
        var (point, digests) = New(metric);
        var (counts, bounds) = (new List<ulong>(), new List<ulong>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: point.Start = reader.Fixed64(); break;
                case 3: point.Time = reader.Fixed64(); break;
                case 4: point.Count = reader.Fixed64(); break;
                case 5: point.Sum = reader.Double(); break;
                case 6: reader.Fixed64s(counts); break;
                case 7: reader.Fixed64s(bounds); break;
                case 9: values.AddAttribute(ref reader, point.Attributes, digests); break;
                case 11: point.Min = reader.Double(); break;
                case 12: point.Max = reader.Double(); break;
                default: reader.Skip(); break;
            }
        }

        point.Distribution = OtlpDistributions.Histogram(bounds.Select(BitConverter.UInt64BitsToDouble), counts);
        return Finish(point, digests);
    }

    private OtlpPoint ReadExponential(ProtoReader reader, OtlpMetric metric)
    {
        var (point, digests) = New(metric);
        var distribution = point.Distribution = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: values.AddAttribute(ref reader, point.Attributes, digests); break;
                case 2: point.Start = reader.Fixed64(); break;
                case 3: point.Time = reader.Fixed64(); break;
                case 4: point.Count = reader.Fixed64(); break;
                case 5: point.Sum = reader.Double(); break;
                case 6: distribution["scale"] = reader.SInt32(); break;
                case 7: distribution["zero_count"] = reader.Fixed64(); break;
                case 8: distribution["positive"] = ReadBuckets(reader.Message()); break;
                case 9: distribution["negative"] = ReadBuckets(reader.Message()); break;
                case 12: point.Min = reader.Double(); break;
                case 13: point.Max = reader.Double(); break;
                default: reader.Skip(); break;
            }
        }

        return Finish(point, digests);
    }

    private static JsonObject ReadBuckets(ProtoReader reader)
    {
        var (offset, counts) = (0, new List<ulong>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: offset = reader.SInt32(); break;
                case 2: reader.Varints(counts); break;
                default: reader.Skip(); break;
            }
        }

        return OtlpDistributions.Buckets(offset, counts);
    }

    private OtlpPoint ReadSummary(ProtoReader reader, OtlpMetric metric)
    {
        var (point, digests) = New(metric);
        var quantiles = new JsonArray();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: point.Start = reader.Fixed64(); break;
                case 3: point.Time = reader.Fixed64(); break;
                case 4: point.Count = reader.Fixed64(); break;
                case 5: point.Sum = reader.Double(); break;
                case 6: quantiles.Add(ReadQuantile(reader.Message())); break;
                case 7: values.AddAttribute(ref reader, point.Attributes, digests); break;
                default: reader.Skip(); break;
            }
        }

        point.Distribution = new JsonObject { ["quantiles"] = quantiles };
        return Finish(point, digests);
    }

    private static JsonNode ReadQuantile(ProtoReader reader)
    {
        var (quantile, value) = (0.0, 0.0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: quantile = reader.Double(); break;
                case 2: value = reader.Double(); break;
                default: reader.Skip(); break;
            }
        }

        return OtlpDistributions.Quantile(quantile, value);
    }

    private static (OtlpPoint Point, List<byte[]> Digests) New(OtlpMetric metric) => (new OtlpPoint { Metric = metric, Attributes = new OtlpAttributes(), Digest = [] }, []);

    private static OtlpPoint Finish(OtlpPoint point, List<byte[]> digests)
    {
        point.Digest = OtlpDistributions.InOrder(digests);
        return point;
    }
}
