namespace Telemetry.Tools.Analytics;

/// <summary>
/// A CSV export of LiteLLM's spend logs, a row a request. <c>prompt_tokens</c> hold what was read from and written to the cache, which
/// <c>metadata.usage_object</c> tells. By the public table; no export of a real installation was at hand.
/// </summary>
internal sealed class LiteLlmFormat : CsvUsageFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.LiteLlm;

    /// <inheritdoc/>
    protected override UsageRecord? Record(CsvUsageRow row, LogFile file, ref string? problem)
    {
        // An answer from LiteLLM's own cache used no model.
        if (string.Equals(row.Text("cache_hit"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        var (prompt, output) = (row.Count(ref problem, "prompt_tokens", "input_tokens"), row.Count(ref problem, "completion_tokens", "output_tokens"));
        var (cost, time) = (row.Money("spend", "response_cost", "cost"), row.Time("endTime", "startTime", "timestamp", "date"));
        if (prompt + output == 0 && cost is null or 0) return null;
        var usage = row.Numbers("metadata", "usage_object");
        var read = Math.Min(prompt, Max(usage, "cached_tokens", "cache_read_input_tokens"));
        var write = Math.Min(prompt - read, Max(usage, "cache_creation_input_tokens", "cache_creation_tokens"));
        return new UsageRecord
        {
            Source = Source,
            Key = $"litellm:{row.Text("request_id", "id") ?? row.Digest()}",
            Timestamp = time ?? file.ModifiedTime,
            TimestampApproximated = time is null,
            Provider = row.Text("custom_llm_provider", "provider"),
            Model = row.Text("model", "model_id"),
            SessionId = row.Text("session_id", "trace_id"),
            Tokens = new TokenCounts(prompt - read - write, read, 0, 0, write, output, Math.Min(output, Max(usage, "reasoning_tokens"))),
            KnowsReasoning = usage.ContainsKey("reasoning_tokens"),
            LoggedCostUsd = cost > 0 ? cost : null,
        };
    }

    private static long Max(Dictionary<string, long> usage, params ReadOnlySpan<string> names)
    {
        long most = 0;
        foreach (var name in names) most = Math.Max(most, usage.GetValueOrDefault(name));
        return most;
    }
}
