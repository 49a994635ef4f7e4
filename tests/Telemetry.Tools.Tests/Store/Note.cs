using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Tests;

/// <summary>An event written by hand, in JSON Lines: who wrote it, its number, some text.</summary>
internal sealed record Note(string Writer, int Number, string Text, DateTimeOffset? Time = null) : ITelemetryEvent<Note>
{
    public const string Schema = """{ "schema": "notes", "version": "1-0-0", "storage": { "format": "jsonl", "file": "notes.jsonl" } }""";

    public static StreamInfo Stream { get; } = new("notes", "1-0-0", StreamFormat.Jsonl, "notes.jsonl", 0, null, "", Schema);

    public static void WriteJson(Note value, ref LineWriter writer) => writer.Literal(value.ToBytes().AsSpan()[..^1]);

    public static void WriteCsv(Note value, ref LineWriter writer) => throw new NotSupportedException();

    public static ReadStatus ReadJson(ReadOnlySpan<byte> line, out Note? value, out ReadError error)
    {
        value = null;
        error = default;
        try
        {
            value = Parse(line);
            return ReadStatus.Event;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or DecoderFallbackException)
        {
            error = new ReadError(problem is JsonException ? "not JSON" : "wrong shape");
            return ReadStatus.Rejected;
        }
    }

    public static ReadStatus ReadCsv(ReadOnlySpan<byte> row, CsvHeader header, out Note? value, out ReadError error) => throw new NotSupportedException();

    public static DateTimeOffset? TimeOf(Note value) => value.Time;

    public string ToLine() => JsonSerializer.Serialize(new { w = Writer, n = Number, t = Text, at = Time }) + "\n";

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToLine());

    private static Note Parse(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref reader);
        if (reader.BytesConsumed != line.Length) throw new JsonException("More than one value.");
        var root = document.RootElement;
        var at = root.TryGetProperty("at", out var time) && time.ValueKind == JsonValueKind.String ? time.GetDateTimeOffset() : (DateTimeOffset?)null;
        return new Note(root.GetProperty("w").GetString()!, root.GetProperty("n").GetInt32(), root.GetProperty("t").GetString()!, at);
    }
}
