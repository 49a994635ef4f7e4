using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools;

/// <summary>Gives a written event what makes it count once: <c>event_id</c> and a time, both fixed now. What the event says itself stays.</summary>
internal static class EventEnvelope
{
    private const int MaxIdentity = 128;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>The line to send.</summary>
    /// <param name="json">The event as its schema writes it: one JSON object.</param>
    /// <param name="traits">What its schema says.</param>
    /// <param name="hasTime">Whether the event has a time.</param>
    /// <param name="identity">The identity where it has none.</param>
    /// <param name="now">The time where it has none.</param>
    public static byte[] Line(ReadOnlySpan<byte> json, StreamTraits traits, bool hasTime, Guid identity, DateTimeOffset now)
    {
        var line = new ArrayBufferWriter<byte>(json.Length + 128);
        line.Write("{\"event_id\":\""u8);
        var rest = json[1..];
        if (!traits.HasIdentity && hasTime)
        {
            WriteNew(line, identity);
            if (!rest.StartsWith("}"u8)) line.Write(","u8);
            line.Write(rest);
        }
        else
        {
            WriteChecked(line, json, traits, hasTime, identity, now);
        }

        line.Write(LineEnd);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>The identity that a line begins with; <see langword="null"/> where it is none of ours.</summary>
    public static string? IdentityOf(ReadOnlySpan<byte> line)
    {
        var start = "{\"event_id\":\""u8;
        if (!line.StartsWith(start)) return null;
        var id = line[start.Length..];
        var end = id.IndexOf((byte)'"');
        return end > 0 ? Encoding.UTF8.GetString(id[..end]) : null;
    }

    private static void WriteNew(ArrayBufferWriter<byte> line, Guid identity)
    {
        var to = line.GetSpan(36);
        identity.TryFormat(to, out var written);
        line.Advance(written);
        line.Write("\""u8);
    }

    // A schema may name the identity, or a time that was left open: then null gives way to what is fixed now.
    private static void WriteChecked(ArrayBufferWriter<byte> line, ReadOnlySpan<byte> json, StreamTraits traits, bool hasTime, Guid identity, DateTimeOffset now)
    {
        var own = IdentityIn(json);
        if (own.IsEmpty) WriteNew(line, identity);
        else line.Write(own);
        if (!hasTime) WriteTime(line, traits.Time, now);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isReplaced = reader.ValueTextEquals(StreamTraits.Identity) || (!hasTime && reader.ValueTextEquals(traits.Time));
            reader.Read();
            reader.Skip();
            if (isReplaced) continue;
            line.Write(","u8);
            line.Write(json[start..(int)reader.BytesConsumed]);
        }

        line.Write("}"u8);
    }

    /// <summary>The event's own identity with its closing quotation mark; empty where it has none that a server takes.</summary>
    private static ReadOnlySpan<byte> IdentityIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIdentity = reader.ValueTextEquals(StreamTraits.Identity);
            reader.Read();
            if (isIdentity && reader.TokenType == JsonTokenType.String && Characters(reader.ValueSpan) is > 0 and <= MaxIdentity)
                return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length + 1);
            reader.Skip();
        }

        return default;
    }

    // As a server counts: characters of Unicode, however they are escaped.
    private static int Characters(ReadOnlySpan<byte> escaped)
    {
        var count = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\') count += IsLowSurrogate(escaped, ref i) ? 0 : 1;
            else count += (escaped[i] & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static bool IsLowSurrogate(ReadOnlySpan<byte> escaped, ref int at)
    {
        at++;
        if (escaped[at] != 'u') return false;
        at += 4;
        return Utf8Parser.TryParse(escaped.Slice(at - 3, 4), out ushort unit, out _, 'x') && char.IsLowSurrogate((char)unit);
    }

    private static void WriteTime(ArrayBufferWriter<byte> line, string name, DateTimeOffset now)
    {
        var writer = new LineWriter(new byte[128]);
        writer.Timestamp(default, now);
        line.Write(",\""u8);
        line.Write(JsonEncodedText.Encode(name).EncodedUtf8Bytes);
        line.Write("\":"u8);
        line.Write(writer.Written);
    }
}
