using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A span or log record in any of the shapes that file exporters write.</summary>
/// <param name="Element">The span or record.</param>
internal readonly record struct OtelItem(JsonElement Element) : IOtelAttributes
{
    private static readonly string[] Envelopes = ["resourceSpans", "scopeSpans", "spans", "resourceLogs", "scopeLogs", "logRecords"];

    /// <summary>The items in a line: itself, or what OTLP's envelopes hold.</summary>
    public static IEnumerable<OtelItem> In(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object) yield break;
        var isEnvelope = false;
        foreach (var name in Envelopes)
        {
            if (!line.TryGetProperty(name, out var inner) || inner.ValueKind != JsonValueKind.Array) continue;
            isEnvelope = true;
            foreach (var child in inner.EnumerateArray())
            {
                foreach (var item in In(child)) yield return item;
            }
        }

        if (!isEnvelope) yield return new OtelItem(line);
    }

    /// <summary>A text of the item itself or of its context.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Plain(Element, name) is { } own) return own;
            foreach (var holder in (ReadOnlySpan<string>)["spanContext", "_spanContext", "context"])
            {
                if (Element.TryGetProperty(holder, out var context) && context.ValueKind == JsonValueKind.Object && Plain(context, name) is { } inner) return inner;
            }
        }

        return null;
    }

    /// <summary>An attribute's value as text: <c>{ "k": v }</c> or <c>[{ "key": "k", "value": { "stringValue": v } }]</c>.</summary>
    public string? Attribute(params ReadOnlySpan<string> names)
    {
        if (!Element.TryGetProperty("attributes", out var attributes)) return null;
        foreach (var name in names)
        {
            var value = attributes.ValueKind switch
            {
                JsonValueKind.Object => Plain(attributes, name),
                JsonValueKind.Array => Listed(attributes, name),
                _ => null,
            };
            if (value is not null) return value;
        }

        return null;
    }

    /// <summary>When it ended, or else began.</summary>
    public DateTimeOffset? Time()
    {
        foreach (var name in (ReadOnlySpan<string>)["endTimeUnixNano", "timeUnixNano", "endTime", "timestamp", "hrTime", "startTimeUnixNano", "startTime", "observedTimeUnixNano"])
        {
            if (Element.TryGetProperty(name, out var value) && TimeOf(value) is { } time) return time;
        }

        return null;
    }

    private static DateTimeOffset? TimeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => JsonFields.FromEpoch(number),
        JsonValueKind.String => decimal.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonFields.FromEpoch(number)
            : JsonFields.ParseTime(value.GetString()),

        // [seconds, nanoseconds]
        JsonValueKind.Array when value.GetArrayLength() == 2 && value[0].ValueKind == JsonValueKind.Number && value[1].ValueKind == JsonValueKind.Number
            && value[0].TryGetDecimal(out var seconds) && value[1].TryGetDecimal(out var nanos) => JsonFields.FromEpoch(seconds + (nanos / 1_000_000_000m)),
        _ => null,
    };

    private static string? Listed(JsonElement attributes, string name)
    {
        foreach (var attribute in attributes.EnumerateArray())
        {
            if (attribute.ValueKind != JsonValueKind.Object || Plain(attribute, "key") != name || !attribute.TryGetProperty("value", out var value)) continue;
            if (value.ValueKind != JsonValueKind.Object) return AsText(value);
            foreach (var kind in value.EnumerateObject()) return AsText(kind.Value);
        }

        return null;
    }

    private static string? Plain(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? AsText(value) : null;

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
