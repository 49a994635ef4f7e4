namespace Telemetry.Tools.Server;

/// <summary>A table whose rows are kept for a while.</summary>
/// <param name="Name">As policies name it.</param>
/// <param name="HoldsEvents">Whether its rows are events, which can be archived.</param>
/// <param name="IsTenants">Whether its rows belong to tenants, so that each can have a policy of its own.</param>
internal sealed record RetentionTable(string Name, bool HoldsEvents = false, bool IsTenants = true)
{
    public const string Usage = "client_usage_logs";
    public const string Events = "events";
    public const string Hourly = "usage_analytics_hourly";
    public const string Daily = "usage_analytics_daily";
    public const string Performance = "performance";
    public const string Alerts = "alerts";
    public const string Exports = "exports";

    /// <summary>All tables, in the order in which they are worked on.</summary>
    public static IReadOnlyList<RetentionTable> All { get; } =
        [new(Usage, HoldsEvents: true), new(Events, HoldsEvents: true), new(Hourly), new(Daily), new(Performance, IsTenants: false), new(Alerts), new(Exports)];

    /// <summary>The table that a stream's events belong to: usage is the one, all else the other.</summary>
    public static string Of(string stream) => stream is StreamNames.ClientUsage or StreamNames.LlmUsage ? Usage : Events;
}
