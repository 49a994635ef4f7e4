using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>One event given as fields, recorded where telemetry is on; where it is off, that is said and is no error.</summary>
internal static class FieldLog
{
    /// <summary>Records it and says so.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(FieldLogEvent item, string? storePath, bool asJson, ToolHost host) =>
        Write(item.Stream, storePath, asJson, host, store => Append(store, storePath, item, host));

    /// <summary>Has an event recorded and says so.</summary>
    public static int Write(string stream, string? storePath, bool asJson, ToolHost host, Action<EventStore> append)
    {
        var location = StoreLocator.Locate(storePath, environment: host.Surroundings);
        var recorded = location.IsEnabled && Record(location, append, host);
        if (!location.IsEnabled) host.Error.WriteLine($"Telemetry is off ({SafeText.Of(location.Reason)}): nothing was recorded. To turn it on: {Stores.OnCommandFor(storePath)}");
        if (asJson) WriteJson(stream, location, recorded, host);
        return recorded || !location.IsEnabled ? ExitCode.Ok : ExitCode.Failed;
    }

    private static bool Record(StoreLocation location, Action<EventStore> append, ToolHost host)
    {
        using var store = Stores.Open(location);
        append(store);
        return !StoreWarnings.Print(store, host);
    }

    private static void Append(EventStore store, string? storePath, FieldLogEvent item, ToolHost host)
    {
        var schema = Catalogs.Open(storePath, host, item.Stream).Find(item.Stream);
        store.AppendLines(schema.Info, new EventEncoder(schema.Document, store.Key(), host.Time).Encode(item.Fields, item.Event));
    }

    private static void WriteJson(string stream, StoreLocation location, bool recorded, ToolHost host) => JsonAnswer.Write(host, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("recorded", recorded);
        json.WriteString("stream", stream);
        json.WriteString("store", location.Root);
        json.WriteEndObject();
    });
}

/// <summary>An event as fields.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Event">Which event, where the stream has several.</param>
/// <param name="Fields">Names and values as they were typed.</param>
internal sealed record FieldLogEvent(string Stream, string? Event, IReadOnlyList<KeyValuePair<string, string>> Fields);
