namespace Telemetry.Tools.Server;

/// <summary>How the database came to its shape: a list that only grows, a file a step. A step that has run anywhere is never changed.</summary>
internal static partial class Migrations
{
    /// <summary>The steps in order; the first is version 1.</summary>
    public static IReadOnlyList<string> All { get; } = [Events, Exports, Leases, Schemas, Retention, Backfill, Days, Alerts, Performance, Minutes];

    /// <summary>The version that this server reads and writes.</summary>
    public static int Current => All.Count;
}
