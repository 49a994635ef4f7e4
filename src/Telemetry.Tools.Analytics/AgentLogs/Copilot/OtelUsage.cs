using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The usage that a span or log record names by the GenAI conventions; input holds what was read from and written to the cache.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="Level">How far it is from the model: 0 the model's span, 1 its log record, 2 a turn, 3 the whole run, 4 unknown.</param>
internal sealed record OtelUsage(string TraceId, string SpanId, int Level)
{
    public DateTimeOffset? Time { get; private init; }

    public string? Session => Usage.Session;

    public string? Model => Usage.Model;

    public string? Provider => Usage.Provider;

    public string? Agent => Usage.Agent;

    public TokenCounts Tokens => Usage.Tokens;

    public bool KnowsReasoning => Usage.KnowsReasoning;

    private GenAiUsage Usage { get; init; } = new();

    /// <summary>The usage, or <see langword="null"/> where the item names none.</summary>
    public static OtelUsage? Read(OtelItem item, ref string? problem)
    {
        var usage = GenAiUsage.Read(item, ref problem);
        if (!usage.SaysUsage) return null;

        // What does not say its place is told from others by its answer's id, or else by all it says.
        var span = item.Text("spanId", "span_id") ?? item.Attribute("gen_ai.response.id") ?? KeyHash.Of(item.Element.GetRawText()).ToString("x", CultureInfo.InvariantCulture);
        var trace = item.Text("traceId", "trace_id") ?? usage.Session ?? span;
        return new OtelUsage(trace, span, LevelOf(item)) { Time = item.Time(), Usage = usage };
    }

    private static int LevelOf(OtelItem item)
    {
        var operation = item.Attribute("gen_ai.operation.name") ?? item.Text("name")?.Split(' ')[0];
        var isLog = item.Text("eventName", "event_name") is not null || item.Attribute("event.name") is not null || item.Element.TryGetProperty("body", out _);
        if (GenAiUsage.IsModelOperation(operation)) return isLog ? 1 : 0;
        if (operation == "invoke_agent") return 3;
        var name = item.Text("name", "eventName", "event_name") ?? item.Attribute("event.name") ?? "";
        if (name.Contains("inference", StringComparison.OrdinalIgnoreCase)) return 1;
        return name.Contains("turn", StringComparison.OrdinalIgnoreCase) ? 2 : 4;
    }
}
