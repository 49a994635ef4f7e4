using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The status for programs; see docs/json.md. Written as events are: prompts and scripts ask for it all the time, and the runtime's JSON library takes longer to load than
/// the status to find.</summary>
internal static class StatusJson
{
    /// <summary>Writes it.</summary>
    public static void Write(ToolStatus status, ToolHost host)
    {
        var json = new LineWriter(new byte[1024]);
        json.Boolean("{\n  \"enabled\": "u8, status.Location.IsEnabled);
        json.String(",\n  \"store\": "u8, status.Location.Root);
        json.Literal(",\n  \"attached\": ["u8);
        for (var i = 0; i < status.Attached.Count; i++) json.String(i == 0 ? "\n    "u8 : ",\n    "u8, status.Attached[i]);
        json.Literal(status.Attached.Count == 0 ? "],\n  \"streams\": ["u8 : "\n  ],\n  \"streams\": ["u8);
        for (var i = 0; i < status.Streams.Count; i++) WriteStream(ref json, status.Streams[i], i == 0);
        json.Literal(status.Streams.Count == 0 ? "]\n}\n"u8 : "\n  ]\n}\n"u8);
        host.Flush();
        host.Output.Write(json.Written);
    }

    private static void WriteStream(ref LineWriter json, StreamStatus stream, bool isFirst)
    {
        json.String(isFirst ? "\n    {\n      \"name\": "u8 : ",\n    {\n      \"name\": "u8, stream.Name);
        json.String(",\n      \"format\": "u8, stream.Format);
        json.Integer(",\n      \"events\": "u8, stream.Events);
        json.Integer(",\n      \"rejected\": "u8, stream.Rejected);
        json.Integer(",\n      \"segments\": "u8, stream.Segments);
        json.Integer(",\n      \"bytes\": "u8, stream.Bytes);
        json.String(",\n      \"first\": "u8, Text(stream.First));
        json.String(",\n      \"last\": "u8, Text(stream.Last));
        json.Literal("\n    }"u8);
    }

    // The round-trip form is compiled beforehand, a form of one's own is not. Zeros at its end are left out.
    private static string? Text(DateTimeOffset? time) => time is { } at ? $"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).TrimEnd('Z').TrimEnd('0').TrimEnd('.')}Z" : null;
}
