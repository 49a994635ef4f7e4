using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Reads Copilot CLI's OpenTelemetry file: spans and log records, one a line or in OTLP's envelopes. The same tokens stand in the model's
/// span, in its log record, in the turn and in the whole run; of each trace the nearest to the model is taken and never their sum.
/// </summary>
internal sealed class CopilotOtelParser(LogFile file, ProjectNames projects) : LogParser(file, projects)
{
    private readonly Dictionary<string, List<OtelUsage>> _traces = new(StringComparer.Ordinal);

    public override void Complete()
    {
        foreach (var trace in _traces.Values)
        {
            var nearest = trace.Min(u => u.Level);
            foreach (var usage in trace.Where(u => u.Level == nearest).DistinctBy(u => u.SpanId)) Result.Records.Add(Record(usage));
            Result.Repeats += trace.Count(u => u.Level != nearest);
        }

        // A trace may go on behind the place where this read ended.
        Result.StartOver = true;
    }

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line) => line.IndexOf("gen_ai.usage."u8) >= 0;

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        Finish(ref reader);
        string? problem = null;
        foreach (var item in OtelItem.In(document.RootElement))
        {
            if (OtelUsage.Read(item, ref problem) is not { } usage) continue;
            if (!_traces.TryGetValue(usage.TraceId, out var trace)) _traces[usage.TraceId] = trace = [];
            trace.Add(usage);
        }

        return problem;
    }

    private UsageRecord Record(OtelUsage usage) => new()
    {
        Source = AgentSource.Copilot,
        Key = $"copilot-otel:{usage.TraceId}:{usage.SpanId}",
        Timestamp = usage.Time ?? File.ModifiedTime,
        TimestampApproximated = usage.Time is null,
        Provider = usage.Provider ?? "github_copilot",
        Model = usage.Model,
        SessionId = usage.Session ?? usage.TraceId,
        AgentType = usage.Agent,
        Tokens = usage.Tokens,
        KnowsReasoning = usage.KnowsReasoning,
    };
}
