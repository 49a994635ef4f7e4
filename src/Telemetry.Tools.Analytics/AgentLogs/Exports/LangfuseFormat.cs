namespace Telemetry.Tools.Analytics;

/// <summary>
/// A CSV export of Langfuse's observations, a row each; those that used no tokens are passed over. <c>usageDetails</c> names classes that do
/// not overlap. By the public schema; no export of a real installation was at hand.
/// </summary>
internal sealed class LangfuseFormat : CsvUsageFormat
{
    /// <inheritdoc/>
    public override string Source => AgentSource.Langfuse;

    /// <inheritdoc/>
    protected override UsageRecord? Record(CsvUsageRow row, LogFile file, ref string? problem)
    {
        var details = row.Numbers("usageDetails");
        var tokens = details.Count > 0
            ? LangfuseUsage.Of(details)
            : new TokenCounts(row.Count(ref problem, "promptTokens", "inputTokens", "inputUsage", "usageInput"), 0, 0, 0, 0, row.Count(ref problem, "completionTokens", "outputTokens", "outputUsage", "usageOutput"), 0);
        var (cost, time) = (row.Money("totalCost", "calculatedTotalCost", "cost"), row.Time("endTime", "startTime", "timestamp"));
        if (tokens.Total == 0 && cost is null or 0) return null;
        return new UsageRecord
        {
            Source = Source,
            Key = $"langfuse:{row.Text("id", "observationId") ?? row.Digest()}",
            Timestamp = time ?? file.ModifiedTime,
            TimestampApproximated = time is null,
            Model = row.Text("model", "providedModelName"),
            SessionId = row.Text("sessionId", "traceId"),
            Tokens = tokens,
            KnowsReasoning = details.Count > 0,
            LoggedCostUsd = cost > 0 ? cost : null,
        };
    }
}
