using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>status</c>: whether recording is on, where, and what there is.</summary>
internal sealed class StatusCommand : ToolCommand
{
    public const string Summary = "Whether recording is on, where data goes, and what there is.";

    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public StatusCommand()
        : base("status", Summary)
    {
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry status",
        "dotnet telemetry status --format json | jq .enabled",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var status = ToolStatus.Read(_store.Of(parsed, host), host);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, status));
        else StatusText.Write(status, host);
        return ExitCode.Ok;
    }

    private static void WriteJson(Utf8JsonWriter json, ToolStatus status)
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
