using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The usage that a span or log record names by the GenAI conventions; input holds what was read from and written to the cache.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="Level">How far it is from the model: 0 the model's span, 1 its log record, 2 a turn, 3 the whole run, 4 unknown.</param>
internal sealed record OtelUsage(string TraceId, string SpanId, int Level)
{
    public DateTimeOffset? Time { get; private init; }

    public string? Session { get; private init; }

    public string? Model { get; private init; }

    public string? Provider { get; private init; }

    public string? Agent { get; private init; }

    public TokenCounts Tokens { get; private init; }

    public bool KnowsReasoning { get; private init; }

    /// <summary>The usage, or <see langword="null"/> where the item names none.</summary>
    public static OtelUsage? Read(OtelItem item, ref string? problem)
    {
        var input = Count(item, ref problem, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
        var output = Count(item, ref problem, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
        var read = Count(item, ref problem, "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache.read_input_tokens", "gen_ai.usage.cache_read_input_tokens");
        var write = Count(item, ref problem, "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache.creation_input_tokens", "gen_ai.usage.cache_creation_input_tokens");
        var reasoning = Count(item, ref problem, "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens");
        if ((input ?? 0) + (output ?? 0) == 0) return null;
        var session = item.Attribute("gen_ai.conversation.id", "session.id", "github.copilot.session_id", "copilot.session_id");

        // What does not say its place is told from others by its answer's id, or else by all it says.
        var span = item.Text("spanId", "span_id") ?? item.Attribute("gen_ai.response.id") ?? KeyHash.Of(item.Element.GetRawText()).ToString("x", CultureInfo.InvariantCulture);
        var trace = item.Text("traceId", "trace_id") ?? session ?? span;
        return new OtelUsage(trace, span, LevelOf(item))
        {
            Time = item.Time(),
            Session = session,
            Model = item.Attribute("gen_ai.response.model", "gen_ai.request.model"),
            Provider = item.Attribute("gen_ai.provider.name", "gen_ai.system"),
            Agent = item.Attribute("gen_ai.agent.name"),
            KnowsReasoning = reasoning is not null,
            Tokens = new TokenCounts(
                Math.Max(0, (input ?? 0) - (read ?? 0) - (write ?? 0)), read ?? 0, 0, 0, write ?? 0, output ?? 0, Math.Min(reasoning ?? 0, output ?? 0)),
        };
    }

    private static int LevelOf(OtelItem item)
    {
        var operation = item.Attribute("gen_ai.operation.name") ?? item.Text("name")?.Split(' ')[0];
        var isLog = item.Text("eventName", "event_name") is not null || item.Attribute("event.name") is not null || item.Element.TryGetProperty("body", out _);
        if (operation is "chat" or "text_completion" or "generate_content") return isLog ? 1 : 0;
        if (operation == "invoke_agent") return 3;
        var name = item.Text("name", "eventName", "event_name") ?? item.Attribute("event.name") ?? "";
        if (name.Contains("inference", StringComparison.OrdinalIgnoreCase)) return 1;
        return name.Contains("turn", StringComparison.OrdinalIgnoreCase) ? 2 : 4;
    }

    private static long? Count(OtelItem item, ref string? problem, params ReadOnlySpan<string> names)
    {
        if (item.Attribute(names) is not { } text) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            problem ??= "a count is no number";
            return null;
        }

        if (number >= 0 && number <= JsonFields.MaxCount) return (long)number;
        problem ??= number < 0 ? "a count is negative" : "a count is beyond reason";
        return null;
    }
}
