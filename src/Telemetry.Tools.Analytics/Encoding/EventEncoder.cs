using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Turns named values into one validated line of a stream, for any schema and without generated code.
/// Privacy holds here as it does there: a hashed field is written as its digest only, redacted and dropped fields never.</summary>
public sealed class EventEncoder
{
    /// <summary>Takes the schema and the store's key.</summary>
    /// <param name="schema">The stream's schema.</param>
    /// <param name="key">The store's key; without one a field hashed by HMAC is written as <c>null</c>.</param>
    /// <param name="clock">Gives the time of an event that names none.</param>
    public EventEncoder(SchemaDocument schema, PrivacyKey? key = null, TimeProvider? clock = null)
    {
    }

    /// <summary>Encodes <c>field=value</c> pairs, as <c>log</c> takes them.</summary>
    /// <param name="pairs">Field (by path or by a name that is unique) and text. The text <c>null</c> means no value.</param>
    /// <param name="eventName">Which event; may be <see langword="null"/> where the stream has one.</param>
    /// <returns>One line in the stream's format with its <c>\n</c>.</returns>
    /// <exception cref="AnalyticsException">An unknown field, a wrong type, or a field that is missing.</exception>
    public byte[] Encode(IEnumerable<KeyValuePair<string, string>> pairs, string? eventName = null) => throw new NotImplementedException();

    /// <summary>Encodes one JSON object.</summary>
    /// <param name="json">UTF-8 bytes of the object.</param>
    /// <param name="eventName">Which event; may be <see langword="null"/> where the stream has one or the object says it.</param>
    /// <exception cref="AnalyticsException">It is no JSON object, an unknown field, a wrong type, or a field that is missing.</exception>
    public byte[] EncodeJson(ReadOnlySpan<byte> json, string? eventName = null) => throw new NotImplementedException();
}
