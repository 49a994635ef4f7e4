using System.Runtime.CompilerServices;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The status for programs; see docs/json.md.</summary>
internal static class StatusJson
{
    /// <summary>Writes it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(ToolStatus status, ToolHost host) => JsonAnswer.Write(host, json => Write(json, status));

    private static void Write(Utf8JsonWriter json, ToolStatus status)
    {
        json.WriteStartObject();
        json.WriteBoolean("enabled", status.Location.IsEnabled);
        json.WriteString("store", status.Location.Root);
        json.WriteStrings("attached", status.Attached);
        json.WriteStartArray("streams");
        foreach (var stream in status.Streams) WriteStream(json, stream);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, StreamStatus stream)
    {
        json.WriteStartObject();
        json.WriteString("name", stream.Name);
        json.WriteString("format", stream.Format);
        json.WriteNumber("events", stream.Events);
        json.WriteNumber("rejected", stream.Rejected);
        json.WriteNumber("segments", stream.Segments);
        json.WriteNumber("bytes", stream.Bytes);
        json.WriteTime("first", stream.First);
        json.WriteTime("last", stream.Last);
        json.WriteEndObject();
    }
}
