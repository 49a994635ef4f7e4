using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>Fields of <c>client-usage</c> in the order of the schema.</summary>
internal enum UsageField
{
    Timestamp,
    TenantId,
    UserId,
    ProjectId,
    PromptId,
    ModelProvider,
    Model,
    Endpoint,
    TokensRequested,
    TokensUsed,
    CostUsd,
    ResponseTimeMs,
    Success,
    CacheHit,
    Error,
    InputTokens,
    OutputTokens,
    CacheReadTokens,
    CacheWriteTokens,
    PriceVersion,
    EventId,
    Unknown,
}

/// <summary>Names of the fields.</summary>
internal static class UsageFields
{
    /// <summary>The names, by field.</summary>
    public static readonly string[] Names =
    [
        "timestamp", "tenant_id", "user_id", "project_id", "prompt_id", "model_provider", "model", "endpoint", "tokens_requested", "tokens_used", "cost_usd",
        "response_time_ms", "success", "cache_hit", "error", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "price_version", "event_id",
    ];

    private static readonly (byte[] Name, UsageField Field)[][] ByLength = Group();

    /// <summary>The field of a name as it stands in JSON.</summary>
    public static UsageField Of(ReadOnlySpan<byte> name)
    {
        if (name.Length >= ByLength.Length) return UsageField.Unknown;
        foreach (var (known, field) in ByLength[name.Length])
        {
            if (name.SequenceEqual(known)) return field;
        }

        return UsageField.Unknown;
    }

    private static (byte[] Name, UsageField Field)[][] Group()
    {
        var groups = new (byte[], UsageField)[Names.Max(name => name.Length) + 1][];
        for (var length = 0; length < groups.Length; length++)
        {
            groups[length] = [.. Names.Select((name, i) => (Encoding.UTF8.GetBytes(name), (UsageField)i)).Where(pair => pair.Item1.Length == length)];
        }

        return groups;
    }
}
