using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The usage that attributes tell by the GenAI conventions, in their present and earlier words; input holds what was read from and written to the cache.</summary>
internal sealed record GenAiUsage
{
    public string? Session { get; private init; }

    public string? Model { get; private init; }

    public string? Provider { get; private init; }

    public string? Agent { get; private init; }

    public TokenCounts Tokens { get; private init; }

    /// <summary>Whether input or output is more than nothing.</summary>
    public bool SaysUsage { get; private init; }

    /// <summary>Whether input and output are known; embeddings have no output.</summary>
    public bool KnowsTokens { get; private init; }

    public bool KnowsReasoning { get; private init; }

    /// <summary>Whether an operation is one request to a model; agents and tools only add such requests up.</summary>
    public static bool IsModelOperation(string? operation) => operation is "chat" or "text_completion" or "generate_content" or "embeddings";

    /// <summary>Reads the usage; what is no count is named in <paramref name="problem"/>.</summary>
    public static GenAiUsage Read<T>(T attributes, ref string? problem)
        where T : IOtelAttributes
    {
        var input = Count(attributes, ref problem, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
        var output = Count(attributes, ref problem, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
        var read = Count(attributes, ref problem, "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache.read_input_tokens", "gen_ai.usage.cache_read_input_tokens");
        var write = Count(attributes, ref problem, "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache.creation_input_tokens", "gen_ai.usage.cache_creation_input_tokens");
        var reasoning = Count(attributes, ref problem, "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens");
        return new GenAiUsage
        {
            Session = attributes.Attribute("gen_ai.conversation.id", "session.id", "github.copilot.session_id", "copilot.session_id"),
            Model = attributes.Attribute("gen_ai.response.model", "gen_ai.request.model"),
            Provider = attributes.Attribute("gen_ai.provider.name", "gen_ai.system"),
            Agent = attributes.Attribute("gen_ai.agent.name"),
            KnowsTokens = input is not null && (output is not null || attributes.Attribute("gen_ai.operation.name") == "embeddings"),
            KnowsReasoning = reasoning is not null,
            SaysUsage = (input ?? 0) + (output ?? 0) > 0,
            Tokens = new TokenCounts(
                Math.Max(0, (input ?? 0) - (read ?? 0) - (write ?? 0)), read ?? 0, 0, 0, write ?? 0, output ?? 0, Math.Min(reasoning ?? 0, output ?? 0)),
        };
    }

    /// <summary>The first of the named attributes that is there, as a count.</summary>
    public static long? Count<T>(T attributes, ref string? problem, params ReadOnlySpan<string> names)
        where T : IOtelAttributes
    {
        if (attributes.Attribute(names) is not { } text) return null;
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
