namespace Telemetry.Tools.Analytics;

/// <summary>What matters of one line of a Claude Code log.</summary>
internal struct ClaudeRow
{
    public DateTimeOffset? Timestamp;
    public string? SessionId;
    public string? RequestId;
    public string? Cwd;
    public string? Branch;
    public string? AgentId;
    public string? Uuid;
    public string? MessageId;
    public string? Model;
    public bool IsSidechain;
    public bool IsApiError;
    public bool HasUsage;
    public decimal? CostUsd;
    public ClaudeUsage Usage;

    /// <summary>Whether the line tells of a request: not of a message that the program made up itself.</summary>
    public readonly bool IsRequest => HasUsage && !IsApiError && Model != "<synthetic>";
}
