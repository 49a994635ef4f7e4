using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>A period whose hourly and daily figures are made anew, as it stands.</summary>
/// <param name="BackfillId">Its id.</param>
/// <param name="Status">queued, running, done or failed.</param>
/// <param name="Progress">0–1.</param>
/// <param name="Events">Events that were counted so far.</param>
/// <param name="StartDate">Start of the period: of the first hour that is made anew.</param>
/// <param name="EndDate">End of the period, exclusive.</param>
/// <param name="Message">Why it failed; else null.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended; null until then.</param>
public sealed record BackfillJob(
    string BackfillId, string Status, double Progress, long Events, string StartDate, string EndDate, string? Message, string CreatedAt, string? FinishedAt)
{
    // The tenant, or '*' for all.
    [JsonIgnore]
    internal string Tenant { get; init; } = "";

    [JsonIgnore]
    internal long Start { get; init; }

    [JsonIgnore]
    internal long End { get; init; }

    [JsonIgnore]
    internal long Next { get; init; }
}

/// <summary>The last backfills, newest first.</summary>
/// <param name="Backfills">The backfills.</param>
public sealed record BackfillList(IReadOnlyList<BackfillJob> Backfills);
