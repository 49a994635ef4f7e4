using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Whether a line is a JSON object.</summary>
internal static class JsonLine
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    // Long lines without usage are judged by their ends only: they are the bulk of a log, and nothing is taken from them.
    private const int WorthFullCheck = 1024;

    /// <summary>Whether it is one JSON object and nothing else.</summary>
    public static bool IsValid(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\0"u8);
        if (line.IsEmpty || line[0] != (byte)'{') return false;
        var reader = new Utf8JsonReader(line, isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a line that holds nothing of interest looks like a JSON object; the short ones are read whole.</summary>
    public static bool LooksValid(ReadOnlySpan<byte> line) =>
        line.Length <= WorthFullCheck ? IsValid(line) : line[0] == (byte)'{' && line[^1] == (byte)'}';
}
