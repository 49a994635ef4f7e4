namespace Telemetry.Tools.Analytics;

/// <summary>One request to a model as a log has it, in the shape all logs share; becomes an event of <c>llm-usage</c>.</summary>
internal sealed class UsageRecord
{
    public required string Source { get; init; }

    /// <summary>What makes the request the same one when it is seen again, in whichever file.</summary>
    public required string Key { get; init; }

    /// <summary>A weaker name of the same request, shared by copies that carry another <see cref="Key"/>; see <see cref="CallIndex"/>.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether the key names the request fully (<see langword="false"/>: the log left part of it out).</summary>
    public bool HasFullKey { get; init; } = true;

    /// <summary>Whether this is a copy in a side chain, which gives way to the main chain's.</summary>
    public bool IsSidechain { get; init; }

    /// <summary>Whether this is a sum of requests whose number is not known, which may say more later; see <see cref="SumsTaken"/>.</summary>
    public bool IsSum { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    public bool TimestampApproximated { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public bool ModelInferred { get; init; }

    public string? SessionId { get; init; }

    public string? ParentSessionId { get; init; }

    public bool IsSubagent { get; init; }

    public string? AgentType { get; init; }

    public string? Project { get; init; }

    public string? Branch { get; init; }

    public TokenCounts Tokens { get; init; }

    /// <summary>Whether the source says how much of the output was reasoning.</summary>
    public bool KnowsReasoning { get; init; }

    public long Requests { get; init; } = 1;

    public string? ServiceTier { get; init; }

    public string? Speed { get; init; }

    public decimal? LoggedCostUsd { get; init; }
}
