using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>Reads export requests in JSON: ids in hex, 64-bit numbers as texts or numbers, enums as numbers.</summary>
/// <param name="allowed">Attributes that are kept.</param>
/// <param name="maxItems">Records that a request may hold.</param>
internal sealed class OtlpJsonReader(OtlpAllowList allowed, int maxItems) : IOtlpReader
{
    private const int MaxDepth = 32;
    private readonly OtlpJsonValues _values = new(allowed);

    /// <inheritdoc/>
    public IReadOnlyList<OtlpSpan> ReadSpans(ReadOnlySpan<byte> body)
    {
        var spans = new List<OtlpSpan>();
        EachScope(body, "resourceSpans", "scopeSpans", (scope, source) =>
        {
            foreach (var item in scope.Items("spans")) Add(spans, ReadSpan(item, source));
        });
        return spans;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OtlpLog> ReadLogs(ReadOnlySpan<byte> body)
    {
        var logs = new List<OtlpLog>();
        EachScope(body, "resourceLogs", "scopeLogs", (scope, source) =>
        {
            foreach (var item in scope.Items("logRecords")) Add(logs, ReadLog(item, source));
        });
        return logs;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OtlpPoint> ReadPoints(ReadOnlySpan<byte> body)
    {
        var points = new List<OtlpPoint>();
        var metrics = new OtlpJsonMetrics(_values, point => Add(points, point));
        EachScope(body, "resourceMetrics", "scopeMetrics", (scope, source) =>
        {
            foreach (var item in scope.Items("metrics")) metrics.Read(item, source);
        });
        return points;
    }

    private void Add<T>(List<T> items, T item)
    {
        if (items.Count == maxItems) throw BodyException.TooLarge($"A request takes {maxItems} records.");
        items.Add(item);
    }

    private void EachScope(ReadOnlySpan<byte> body, string groups, string scopes, Action<JsonElement, OtlpSource> action)
    {
        using var document = Parse(body);
        try
        {
            foreach (var group in document.RootElement.Items(groups)) EachScope(group, scopes, action);
        }
        catch (InvalidOperationException)
        {
            // A name between the records, so that nobody knows whose it is.
            throw BodyException.Malformed("The body holds bytes that are not UTF-8, or half of a surrogate pair.");
        }
    }

    private void EachScope(JsonElement group, string scopes, Action<JsonElement, OtlpSource> action)
    {
        var resource = ResourceOf(group);
        foreach (var scope in group.Items(scopes)) action(scope, SourceOf(scope, resource));
    }

    private OtlpSource ResourceOf(JsonElement group)
    {
        var attributes = new OtlpAttributes();
        if (group.Inner("resource") is not { } given) return new OtlpSource(attributes, null, []);
        try
        {
            _values.AddAttributes(given, attributes);
            return new OtlpSource(attributes, null, OtlpJsonValues.DigestOf(given, []));
        }
        catch (InvalidOperationException)
        {
            return OtlpSource.Unreadable;
        }
    }

    private static OtlpSource SourceOf(JsonElement scope, OtlpSource resource)
    {
        if (!resource.IsReadable || scope.Inner("scope") is not { } given) return resource;
        try
        {
            return resource with { Scope = given.Text("name"), Digest = OtlpJsonValues.DigestOf(given, resource.Digest) };
        }
        catch (InvalidOperationException)
        {
            return OtlpSource.Unreadable;
        }
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException error)
        {
            throw BodyException.Malformed($"The body is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
    }

    private OtlpSpan ReadSpan(JsonElement item, OtlpSource source)
    {
        try
        {
            if (source.IsReadable) return SpanOf(item, source);
        }
        catch (InvalidOperationException)
        {
            // What the reader of JSON says to a text that is none; the other spans are good.
        }

        return new OtlpSpan { Source = OtlpSource.Unreadable, Attributes = new OtlpAttributes() };
    }

    private OtlpSpan SpanOf(JsonElement item, OtlpSource source)
    {
        var status = item.Inner("status");
        var span = new OtlpSpan
        {
            Source = source,
            Attributes = new OtlpAttributes { Outer = source.Resource },
            TraceId = OtlpIds.Trace(item.Text("traceId") ?? ""),
            SpanId = OtlpIds.Span(item.Text("spanId") ?? ""),
            ParentSpanId = OtlpIds.Span(item.Text("parentSpanId") ?? ""),
            Name = item.Text("name") ?? "",
            Kind = item.Int32("kind"),
            Start = item.UInt64("startTimeUnixNano"),
            End = item.UInt64("endTimeUnixNano"),
            Status = status?.Int32("code") ?? 0,
            StatusMessage = status?.Text("message"),
        };
        _values.AddAttributes(item, span.Attributes);
        return span;
    }

    private OtlpLog ReadLog(JsonElement item, OtlpSource source)
    {
        try
        {
            if (source.IsReadable) return LogOf(item, source);
        }
        catch (InvalidOperationException)
        {
            // As for spans.
        }

        return new OtlpLog { Source = OtlpSource.Unreadable, Attributes = new OtlpAttributes(), Digest = [] };
    }

    private OtlpLog LogOf(JsonElement item, OtlpSource source)
    {
        var body = item.Inner("body") is { } given ? OtlpJsonValues.ReadValue(given) : null;
        var log = new OtlpLog
        {
            Source = source,
            Attributes = new OtlpAttributes { Outer = source.Resource },
            Digest = OtlpJsonValues.DigestOf(item, source.Digest),
            Time = item.UInt64("timeUnixNano"),
            ObservedTime = item.UInt64("observedTimeUnixNano"),
            Severity = item.Int32("severityNumber"),
            SeverityText = item.Text("severityText"),
            EventName = item.Text("eventName"),
            BodyText = body is JsonValue value && value.TryGetValue(out string? text) ? text : null,
            Body = allowed.KeepsBody ? body : null,
            TraceId = OtlpIds.Trace(item.Text("traceId") ?? ""),
            SpanId = OtlpIds.Span(item.Text("spanId") ?? ""),
        };
        _values.AddAttributes(item, log.Attributes);
        return log;
    }
}
