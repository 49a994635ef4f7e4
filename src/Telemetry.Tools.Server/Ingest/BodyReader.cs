using System.Text.Json;
using System.Text.Unicode;

namespace Telemetry.Tools.Server;

/// <summary>Finds the items of a body: one object, an array, <c>{"events": […]}</c>, or one object a line.</summary>
internal sealed class BodyReader(IItemParser parser, int maxItems)
{
    private const int MaxDepth = 32;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a JSON body.</summary>
    /// <exception cref="BodyException">It is no JSON as a whole, or holds no items, or too many.</exception>
    public void ReadJson(ReadOnlySpan<byte> body, IngestBatch batch, DateTimeOffset now)
    {
        body = WithoutMark(body);
        if (!Utf8.IsValid(body)) throw BodyException.Malformed("The body is not UTF-8.");
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray) ReadArray(ref reader, batch, now);
            else if (reader.TokenType != JsonTokenType.StartObject) throw BodyException.Malformed("The body is one event, an array of events, or {\"events\": […]}.");
            else if (!TryReadEnvelope(ref reader, batch, now)) ReadSingle(body, out reader, batch, now);
            if (reader.Read()) throw BodyException.Malformed("Something follows the JSON value.");
        }
        catch (JsonException error)
        {
            throw BodyException.Malformed($"The body is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
    }

    /// <summary>Reads a body of one JSON object a line. A line that is none is a rejected item.</summary>
    /// <exception cref="BodyException">Too many lines.</exception>
    public void ReadLines(ReadOnlySpan<byte> body, IngestBatch batch, DateTimeOffset now)
    {
        body = WithoutMark(body);
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = (end < 0 ? body : body[..end]).Trim(" \r\t"u8);
            body = end < 0 ? default : body[(end + 1)..];
            if (!line.IsEmpty) ReadLine(line, batch, now);
        }
    }

    private void ReadLine(ReadOnlySpan<byte> line, IngestBatch batch, DateTimeOffset now)
    {
        var index = Next(batch);
        var (count, rejected) = (batch.Count, batch.RejectedCount);
        try
        {
            if (!Utf8.IsValid(line)) throw new JsonException();
            var reader = new Utf8JsonReader(line, Options);
            reader.Read();
            parser.Parse(ref reader, index, batch, now);
            if (reader.Read()) throw new JsonException();
        }
        catch (JsonException)
        {
            batch.TakeBack(count, rejected);
            batch.Reject(index, RejectionCodes.InvalidJson, "The line is no JSON object.");
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, IngestBatch batch, DateTimeOffset now)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) parser.Parse(ref reader, Next(batch), batch, now);
    }

    private bool TryReadEnvelope(ref Utf8JsonReader reader, IngestBatch batch, DateTimeOffset now)
    {
        var isFound = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isEvents = ItemText.TryRead(ref reader, out var name) && name.Value.SequenceEqual("events"u8);
            reader.Read();
            if (isEvents && reader.TokenType == JsonTokenType.StartArray)
            {
                // One of them would go unseen, and the answer would not add up to what was sent.
                if (isFound) throw BodyException.Malformed("The body has 'events' twice.");
                isFound = true;
                ReadArray(ref reader, batch, now);
            }
            else
            {
                reader.Skip();
            }
        }

        return isFound;
    }

    private void ReadSingle(ReadOnlySpan<byte> body, out Utf8JsonReader reader, IngestBatch batch, DateTimeOffset now)
    {
        reader = new Utf8JsonReader(body, Options);
        reader.Read();
        parser.Parse(ref reader, Next(batch), batch, now);
    }

    private int Next(IngestBatch batch)
    {
        if (batch.Items == maxItems) throw BodyException.TooLarge($"A request takes {maxItems} events.");
        return batch.Items++;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
