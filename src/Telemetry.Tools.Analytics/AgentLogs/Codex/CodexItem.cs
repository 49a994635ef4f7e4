namespace Telemetry.Tools.Analytics;

/// <summary>Kinds of rows that matter in a Codex log.</summary>
internal enum CodexItemKind
{
    /// <summary>A turn begins (<c>task_started</c>, <c>turn_context</c>).</summary>
    Turn,

    /// <summary>A snapshot of the counters.</summary>
    Count,

    /// <summary>Another run's output begins in the same file.</summary>
    Thread,
}

/// <summary>A row that matters, in file order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Its line.</param>
/// <param name="Time">Its time, where it has one.</param>
/// <param name="TurnTime">For a turn: when its id was made (milliseconds, from a UUIDv7), or <see langword="null"/>.</param>
/// <param name="Total">For a snapshot: the running total.</param>
/// <param name="Last">For a snapshot: the last request alone.</param>
/// <param name="Model">The model that holds here.</param>
/// <param name="Project">The project that holds here.</param>
/// <param name="Tier">The service tier that holds here.</param>
internal readonly record struct CodexItem(
    CodexItemKind Kind, long Line, DateTimeOffset? Time, long? TurnTime, CodexTotals? Total, CodexTotals? Last, string? Model, string? Project, string? Tier)
{
    /// <summary>For a run's beginning: its id.</summary>
    public string? ThreadId { get; init; }
}
