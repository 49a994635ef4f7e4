using System.Security.Cryptography;

namespace Telemetry.Tools.Server;

/// <summary>Reads export requests in protobuf, by the numbers that opentelemetry-proto has published for their fields; fields that are not used here are passed over.</summary>
/// <param name="allowed">Attributes that are kept.</param>
/// <param name="maxItems">Records that a request may hold.</param>
internal sealed class OtlpProtoReader(OtlpAllowList allowed, int maxItems) : IOtlpReader
{
    private readonly OtlpProtoValues _values = new(allowed);

    /// <summary>Reads the records of one source.</summary>
    private delegate void SourceAction(ProtoReader scope, OtlpSource source);

    /// <inheritdoc/>
    public IReadOnlyList<OtlpSpan> ReadSpans(ReadOnlySpan<byte> body)
    {
        var spans = new List<OtlpSpan>();
        EachScope(body, (scope, source) =>
        {
            while (scope.Next())
            {
                if (scope.Field == 2) Add(spans, ReadSpan(scope.Message(), source));
                else scope.Skip();
            }
        });
        return spans;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OtlpLog> ReadLogs(ReadOnlySpan<byte> body)
    {
        var logs = new List<OtlpLog>();
        EachScope(body, (scope, source) =>
        {
            while (scope.Next())
            {
                if (scope.Field == 2) Add(logs, ReadLog(scope.Message(), source));
                else scope.Skip();
            }
        });
        return logs;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OtlpPoint> ReadPoints(ReadOnlySpan<byte> body)
    {
        var points = new List<OtlpPoint>();
        var metrics = new OtlpProtoMetrics(_values, point => Add(points, point));
        EachScope(body, (scope, source) =>
        {
            while (scope.Next())
            {
                if (scope.Field == 2) metrics.Read(scope.Message(), source);
                else scope.Skip();
            }
        });
        return points;
    }

    private void Add<T>(List<T> items, T item)
    {
        if (items.Count == maxItems) throw BodyException.TooLarge($"A request takes {maxItems} records.");
        items.Add(item);
    }

    private void EachScope(ReadOnlySpan<byte> body, SourceAction action)
    {
        var request = new ProtoReader(body);
        while (request.Next())
        {
            if (request.Field == 1) EachScope(request.Message(), action);
            else request.Skip();
        }
    }

    // The resource may stand behind what belongs to it.
    private void EachScope(ProtoReader group, SourceAction action)
    {
        var (resource, digest) = (new OtlpAttributes(), Array.Empty<byte>());
        for (var reader = group; reader.Next();)
        {
            if (reader.Field == 1) ReadResource(ref reader, resource, out digest);
            else reader.Skip();
        }

        while (group.Next())
        {
            if (group.Field == 2) ReadScope(group.Message(), resource, digest, action);
            else group.Skip();
        }
    }

    private void ReadResource(ref ProtoReader group, OtlpAttributes attributes, out byte[] digest)
    {
        var before = group;
        digest = SHA256.HashData(group.Bytes());
        for (var reader = before.Message(); reader.Next();)
        {
            if (reader.Field == 1) _values.AddAttribute(ref reader, attributes);
            else reader.Skip();
        }
    }

    private static void ReadScope(ProtoReader scope, OtlpAttributes resource, byte[] resourceDigest, SourceAction action)
    {
        string? name = null;
        var digest = resourceDigest;
        for (var reader = scope; reader.Next();)
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            var before = reader;
            digest = SHA256.HashData([.. resourceDigest, .. reader.Bytes()]);
            name = NameOf(before.Message());
        }

        action(scope, new OtlpSource(resource, name, digest));
    }

    private static string? NameOf(ProtoReader scope)
    {
        string? name = null;
        while (scope.Next())
        {
            if (scope.Field == 1) name = scope.Text();
            else scope.Skip();
        }

        return name;
    }

    private OtlpSpan ReadSpan(ProtoReader reader, OtlpSource source)
    {
        var span = new OtlpSpan { Source = source, Attributes = new OtlpAttributes { Outer = source.Resource } };
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: span.TraceId = OtlpIds.Trace(reader.Bytes()); break;
                case 2: span.SpanId = OtlpIds.Span(reader.Bytes()); break;
                case 4: span.ParentSpanId = OtlpIds.Span(reader.Bytes()); break;
                case 5: span.Name = reader.Text(); break;
                case 6: span.Kind = reader.Int32(); break;
                case 7: span.Start = reader.Fixed64(); break;
                case 8: span.End = reader.Fixed64(); break;
                case 9: _values.AddAttribute(ref reader, span.Attributes); break;
                case 15: ReadStatus(reader.Message(), span); break;
                default: reader.Skip(); break;
            }
        }

        return span;
    }

    private static void ReadStatus(ProtoReader reader, OtlpSpan span)
    {
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: span.StatusMessage = reader.Text(); break;
                case 3: span.Status = reader.Int32(); break;
                default: reader.Skip(); break;
            }
        }
    }

    private OtlpLog ReadLog(ProtoReader reader, OtlpSource source)
    {
        var log = new OtlpLog { Source = source, Attributes = new OtlpAttributes { Outer = source.Resource }, Digest = reader.DigestWith(source.Digest) };
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: log.Time = reader.Fixed64(); break;
                case 2: log.Severity = reader.Int32(); break;
                case 3: log.SeverityText = reader.Text(); break;
                case 5: ReadBody(reader.Message(), log); break;
                case 6: _values.AddAttribute(ref reader, log.Attributes); break;
                case 9: log.TraceId = OtlpIds.Trace(reader.Bytes()); break;
                case 10: log.SpanId = OtlpIds.Span(reader.Bytes()); break;
                case 11: log.ObservedTime = reader.Fixed64(); break;
                case 12: log.EventName = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return log;
    }

    private void ReadBody(ProtoReader reader, OtlpLog log)
    {
        var body = OtlpProtoValues.ReadValue(reader);
        log.BodyText = body is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? text) ? text : null;
        if (allowed.KeepsBody) log.Body = body;
    }
}
