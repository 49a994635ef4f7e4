using System.Text.Encodings.Web;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary>Writes a JSON answer by hand: no reflection, so that small commands stay quick.</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    /// <summary>Writes one JSON value and a line end to standard output.</summary>
    public static void Write(ToolHost host, Action<Utf8JsonWriter> write)
    {
        host.Out.Flush();
        Write(host.Output, write);
    }

    /// <summary>Writes one JSON value and a line end.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(output, Options)) write(writer);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>Writes a time in UTC, or null.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value) writer.WriteString(name, value.UtcDateTime);
        else writer.WriteNull(name);
    }
}
