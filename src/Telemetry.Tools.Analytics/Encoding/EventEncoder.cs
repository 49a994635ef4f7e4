using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Turns named values into one validated line of a stream, for any schema and without generated code.
/// Privacy holds here as it does there: a hashed field is written as its digest only, redacted and dropped fields never.</summary>
public sealed class EventEncoder
{
    private readonly SchemaDocument _schema;
    private readonly StreamLayout _layout;
    private readonly ValueEncoder _values;
    private readonly TimeProvider _clock;
    private readonly PrivacyKey? _key;
    private byte[] _buffer = new byte[512];

    /// <summary>Takes the schema and the store's key.</summary>
    /// <param name="schema">The stream's schema.</param>
    /// <param name="key">The store's key; without one a field hashed by HMAC is written as <c>null</c>.</param>
    /// <param name="clock">Gives the time of an event that names none.</param>
    public EventEncoder(SchemaDocument schema, PrivacyKey? key = null, TimeProvider? clock = null)
    {
        _schema = schema;
        _layout = new StreamLayout(schema);
        _values = new ValueEncoder(key);
        _key = key;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Encodes <c>field=value</c> pairs, as <c>log</c> takes them.</summary>
    /// <param name="pairs">Field (by path or by a last name that is unique) and text. The text <c>null</c> means no value where there may be none.</param>
    /// <param name="eventName">Which event; may be <see langword="null"/> where the stream has one.</param>
    /// <returns>One line in the stream's format with its <c>\n</c>.</returns>
    /// <exception cref="AnalyticsException">An unknown field, a wrong type, or a field that is missing.</exception>
    public byte[] Encode(IEnumerable<KeyValuePair<string, string>> pairs, string? eventName = null)
    {
        var given = pairs.ToList();
        var named = _schema.Discriminator is { } discriminator ? given.LastOrDefault(pair => pair.Key == discriminator).Value : null;
        var layout = EventNamed(eventName ?? named);
        var texts = new EventFieldNames(_schema, layout).Resolve(given);
        return EncodeOrThrow(layout, new TextFieldSource(texts));
    }

    /// <summary>Encodes one JSON object.</summary>
    /// <param name="json">UTF-8 bytes of the object.</param>
    /// <param name="eventName">Which event; may be <see langword="null"/> where the stream has one or the object says it.</param>
    /// <returns>One line in the stream's format with its <c>\n</c>.</returns>
    /// <exception cref="AnalyticsException">It is no JSON object, an unknown field, a wrong type, or a field that is missing.</exception>
    public byte[] EncodeJson(ReadOnlySpan<byte> json, string? eventName = null)
    {
        using var document = ParseObject(json);
        var root = document.RootElement;
        var named = _schema.Discriminator is { } name && root.TryGetProperty(name, out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        var layout = EventNamed(eventName ?? named);
        new EventFieldNames(_schema, layout).RequireKnown(root);
        return EncodeOrThrow(layout, new JsonFieldSource(root, _schema.Payload));
    }

    /// <summary>Encodes an event of a foreign file; fields that the schema does not know are passed over.</summary>
    /// <param name="source">Its values.</param>
    /// <param name="eventName">Its kind, where the stream has several.</param>
    /// <param name="line">The line with its <c>\n</c>; valid until the next call.</param>
    /// <param name="reason">Why it is no event.</param>
    internal bool TryEncode(FieldSource source, string? eventName, out ReadOnlySpan<byte> line, out string reason)
    {
        line = default;
        reason = "unknown event";
        var index = _schema.Discriminator is null ? 0 : eventName is null ? -1 : _layout.EventIndex(eventName);
        if (index < 0) return false;
        if (!TryWrite(_layout.Events[index], source, out line, out var problem))
        {
            reason = $"{problem!.Reason}: {problem.Field}";
            return false;
        }

        return true;
    }

    private byte[] EncodeOrThrow(EventLayout layout, FieldSource source)
    {
        if (TryWrite(layout, source, out var line, out var problem)) return line.ToArray();
        throw new AnalyticsException(problem!.Id, problem.Message);
    }

    private bool TryWrite(EventLayout layout, FieldSource source, out ReadOnlySpan<byte> line, out EncodingProblem? problem)
    {
        var writer = new LineWriter(_buffer, _key);
        var fields = _schema.Discriminator is { } name ? new EventKind(source, name, layout.Name) : source;
        var encoder = new ObjectEncoder(_values, _clock.GetUtcNow());
        var isWritten = _schema.Storage.Format == StorageFormat.Csv
            ? encoder.TryWriteRow(ref writer, new CsvColumns(_layout, layout).Fields, fields, out problem)
            : encoder.TryWrite(ref writer, default, layout.Fields, fields, out problem);
        writer.EndLine();
        _buffer = writer.Buffer;
        line = writer.Written;
        return isWritten;
    }

    private EventLayout EventNamed(string? name)
    {
        if (name is null && _layout.Events.Length == 1) return _layout.Events[0];
        var index = name is null ? -1 : _layout.EventIndex(name);
        if (index >= 0) return _layout.Events[index];
        var known = _layout.Events.Select(item => item.Name).ToList();
        throw new AnalyticsException(
            AnalyticsDiagnostics.UnknownEvent,
            name is null
                ? $"Stream '{_schema.Stream}' has several events; say which one: {string.Join(", ", known)}."
                : $"Stream '{_schema.Stream}' has no event '{name}'.{Suggestion.For(name, known)} Events: {string.Join(", ", known)}.",
            $"dotnet telemetry log {_schema.Stream} --event {known[0]} …");
    }

    private static JsonDocument ParseObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json.ToArray());
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Said below: a parser's words about positions help nobody here.
        }

        throw new AnalyticsException(AnalyticsDiagnostics.BadEvent, "The event is no JSON object.", "dotnet telemetry log build '{\"target\":\"sync\",\"duration_seconds\":1.5,\"exit_code\":0}'");
    }
}
