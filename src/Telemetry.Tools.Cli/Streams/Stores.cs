namespace Telemetry.Tools.Cli;

/// <summary>Finds and opens the store that a command is about.</summary>
internal static class Stores
{
    /// <summary>The store that was named, or the one that applies here.</summary>
    /// <exception cref="StoreException">There is none: no home folder, and none was named.</exception>
    public static StoreLocation Locate(string? path, ToolHost host)
    {
        var location = StoreLocator.Locate(path, environment: host.Surroundings);
        if (location.Root.Length > 0) return location;
        throw new ToolException(
            ToolDiagnostics.StoreFailed, "there is no home folder, so there is no store.", "Set HOME, or name a folder: --store DIR or TELEMETRY_STORE");
    }

    /// <summary>Opens a store that will be written to.</summary>
    /// <exception cref="ToolException">TEL9007: it is off.</exception>
    public static EventStore OpenForWriting(string? path, ToolHost host)
    {
        var location = Locate(path, host);
        if (location.IsEnabled) return Open(location);
        throw new ToolException(ToolDiagnostics.StoreFailed, $"telemetry is off: {location.Reason}.", $"Turn it on: {OnCommandFor(path)}");
    }

    /// <summary>Opens a store that will be read; whether it is on is of no matter.</summary>
    public static EventStore OpenForReading(string? path, ToolHost host) => Open(Locate(path, host));

    /// <summary>Opens the store at a place.</summary>
    public static EventStore Open(StoreLocation location) => EventStore.Open(location);

    /// <summary>The command that turns this store on.</summary>
    public static string OnCommandFor(string? path) => path is null ? $"{Tool.Name} on" : $"{Tool.Name} on --store {path}";
}
