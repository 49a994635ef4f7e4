namespace Telemetry.Tools.Analytics;

/// <summary>A Codex log file: who it is, where it came from, and its rows that matter.</summary>
internal sealed class CodexSession
{
    /// <summary>The session's id: the log's first word on it, or the file's name.</summary>
    public required string Id { get; set; }

    /// <summary>Whether the log says its id itself.</summary>
    public bool HasOwnId { get; set; }

    /// <summary>The session it was forked from or spawned by.</summary>
    public string? ParentId { get; set; }

    public bool IsFork { get; set; }

    public bool IsSubagent { get; set; }

    public string? AgentType { get; set; }

    /// <summary>When the session began.</summary>
    public DateTimeOffset? Created { get; set; }

    public string? Branch { get; set; }

    public string? Provider { get; set; }

    /// <summary>Whether the log holds another session's head: its history was copied in.</summary>
    public bool HoldsForeignHead { get; set; }

    /// <summary>Model, project and service tier that hold at the end of this read.</summary>
    public string? Model { get; set; }

    public string? Project { get; set; }

    public string? Tier { get; set; }

    /// <summary>The rows of this read.</summary>
    public List<CodexItem> Items { get; } = [];

    /// <summary>Whether an earlier read has already told the copied history from the session's own.</summary>
    public bool IsPastReplay { get; set; }

    /// <summary>The counters, where an earlier read left them.</summary>
    public CodexMeter Meter { get; } = new();

    /// <summary>Whether a copied history is possible at all.</summary>
    public bool MayReplay => !IsPastReplay && (ParentId is not null || HoldsForeignHead);
}
