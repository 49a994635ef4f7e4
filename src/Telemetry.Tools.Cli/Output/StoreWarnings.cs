namespace Telemetry.Tools.Cli;

/// <summary>Shows what a store could not write.</summary>
internal static class StoreWarnings
{
    /// <summary>Prints each warning; says whether there was one.</summary>
    public static bool Print(EventStore store, ToolHost host)
    {
        foreach (var warning in store.Warnings) ErrorPrinter.Print(host, warning.Id, warning.Message, $"See: {Tool.Name} status");
        return store.Warnings.Count > 0;
    }
}
