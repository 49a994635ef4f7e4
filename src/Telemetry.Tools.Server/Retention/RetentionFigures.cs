namespace Telemetry.Tools.Server;

/// <summary>What retention removes of a table, or has removed.</summary>
/// <param name="TableName">The table.</param>
/// <param name="RetentionPeriodDays">Days that a row is kept; at least as many as of what it is made of.</param>
/// <param name="Archive">Whether events are archived first.</param>
/// <param name="Cutoff">First moment that is kept.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Oldest">Time of the oldest of them; null where there is none.</param>
/// <param name="Bytes">About how many bytes they take.</param>
public sealed record RetentionFigures(string TableName, int RetentionPeriodDays, bool Archive, string Cutoff, long Rows, string? Oldest, long Bytes);

/// <summary>One run of retention.</summary>
/// <param name="RunId">Its id; null for a dry run.</param>
/// <param name="DryRun">Whether it only looked.</param>
/// <param name="Status">running, done or failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it goes on.</param>
/// <param name="Tables">Each table's figures; of a run that goes on, empty.</param>
public sealed record RetentionRun(string? RunId, bool DryRun, string Status, string StartedAt, string? FinishedAt, IReadOnlyList<RetentionFigures> Tables);

/// <summary>What the archive has.</summary>
/// <param name="Events">Events.</param>
/// <param name="Bytes">Their bytes in files.</param>
/// <param name="Newest">End of the last piece.</param>
public sealed record ArchiveFigures(long Events, long Bytes, string? Newest);

/// <summary>The policies, what came of them last, and what the archive has.</summary>
/// <param name="Policies">The policies that hold for the tenant.</param>
/// <param name="LastRun">The last run; null before the first.</param>
/// <param name="NextRunAt">When the next daily run is due.</param>
/// <param name="Archive">The tenant's archive.</param>
public sealed record RetentionAnswer(IReadOnlyList<RetentionPolicy> Policies, RetentionRun? LastRun, string? NextRunAt, ArchiveFigures Archive);

/// <summary>A policy as it is set; what is left out stays.</summary>
/// <param name="RetentionPeriodDays">Days that a row is kept, 1 to 36500.</param>
/// <param name="Archive">Whether events are archived before they are removed.</param>
public sealed record RetentionChange(int? RetentionPeriodDays, bool? Archive);
