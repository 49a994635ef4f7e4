using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What Claude Code's <c>api_request</c> says. Its input is without cache, unlike that of the GenAI conventions.</summary>
internal sealed record ClaudeRequest
{
    private const decimal MicrosPerDollar = 1_000_000m;

    public string? Model { get; private init; }

    /// <summary>As logs of the same requests have it when they are imported from files.</summary>
    public string? Provider => Model?.StartsWith("claude", StringComparison.OrdinalIgnoreCase) == true ? "anthropic" : null;

    public TokenCounts Tokens { get; private init; }

    /// <summary>Whether input and output are known.</summary>
    public bool KnowsTokens { get; private init; }

    public decimal? CostUsd { get; private init; }

    public double? DurationMs { get; private init; }

    public static ClaudeRequest Read(OtlpAttributes attributes, ref string? problem)
    {
        var input = GenAiUsage.Count(attributes, ref problem, "input_tokens");
        var output = GenAiUsage.Count(attributes, ref problem, "output_tokens");
        var read = GenAiUsage.Count(attributes, ref problem, "cache_read_tokens");
        var write = GenAiUsage.Count(attributes, ref problem, "cache_creation_tokens");
        return new ClaudeRequest
        {
            Model = attributes.Attribute("model"),
            Tokens = new TokenCounts(input ?? 0, read ?? 0, 0, 0, write ?? 0, output ?? 0),
            KnowsTokens = input is not null && output is not null,
            CostUsd = Amount(attributes, "cost_usd") ?? Amount(attributes, "cost_usd_micros") / MicrosPerDollar,
            DurationMs = (double?)Amount(attributes, "duration_ms"),
        };
    }

    private static decimal? Amount(OtlpAttributes attributes, string name) =>
        decimal.TryParse(attributes.Attribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount >= 0 ? amount : null;
}
