using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>A filter on <c>llm-usage</c>: text compares without case and may have <c>*</c> at its ends, numbers by value; <c>null</c> stands for no value.</summary>
internal sealed class UsageCondition
{
    private const string None = "null";

    private static readonly Dictionary<string, Func<LlmUsage, string?>> Texts = new(StringComparer.Ordinal)
    {
        ["source"] = u => u.Source,
        ["provider"] = u => u.Provider,
        ["model"] = u => u.Model,
        ["session"] = u => u.SessionId,
        ["session_id"] = u => u.SessionId,
        ["parent_session_id"] = u => u.ParentSessionId,
        ["agent_type"] = u => u.AgentType,
        ["is_subagent"] = u => Text(u.IsSubagent),
        ["project"] = u => u.Project,
        ["branch"] = u => u.Branch,
        ["machine"] = u => u.Machine,
        ["service_tier"] = u => u.ServiceTier,
        ["speed"] = u => u.Speed,
        ["price_version"] = u => u.PriceVersion,
        ["timestamp_approximated"] = u => Text(u.TimestampApproximated),
        ["model_inferred"] = u => Text(u.ModelInferred),
    };

    private static readonly Dictionary<string, Func<LlmUsage, decimal?>> Numbers = new(StringComparer.Ordinal)
    {
        ["requests"] = u => u.Requests,
        ["input_tokens"] = u => u.InputTokens,
        ["cache_read_tokens"] = u => u.CacheReadTokens,
        ["cache_write_tokens"] = u => UsageEvents.TokensOf(u).CacheWrite,
        ["output_tokens"] = u => u.OutputTokens,
        ["reasoning_tokens"] = u => u.ReasoningTokens,
        ["total_tokens"] = u => UsageEvents.TokensOf(u).Total,
        ["cost_usd"] = u => u.CostUsd,
    };

    private readonly Func<LlmUsage, bool> _holds;

    private UsageCondition(Func<LlmUsage, bool> holds) => _holds = holds;

    /// <summary>Makes a filter ready for use.</summary>
    /// <exception cref="AnalyticsException">TEL2102: there is no such field. TEL2104: its value does not fit.</exception>
    public static UsageCondition Of(Filter filter)
    {
        if (Texts.TryGetValue(filter.Field, out var text)) return new(Text(filter, text));
        if (Numbers.TryGetValue(filter.Field, out var number)) return new(Number(filter, number));
        var known = Texts.Keys.Concat(Numbers.Keys).ToList();
        throw new AnalyticsException(
            AnalyticsDiagnostics.UnknownField,
            $"Usage has no field '{filter.Field}'.{Suggestion.For(filter.Field, known)} Fields: {string.Join(", ", known)}.",
            "dotnet telemetry usage --where project=shop 'model=claude-*'");
    }

    /// <summary>Whether an event meets it.</summary>
    public bool Holds(LlmUsage usage) => _holds(usage);

    private static Func<LlmUsage, bool> Text(Filter filter, Func<LlmUsage, string?> read) => filter.Operator switch
    {
        FilterOperator.Equal when filter.Value == None => u => read(u) is null,
        FilterOperator.NotEqual when filter.Value == None => u => read(u) is not null,
        FilterOperator.Equal => u => UsageFilter.Matches(filter.Value, read(u)),
        FilterOperator.NotEqual => u => !UsageFilter.Matches(filter.Value, read(u)),
        FilterOperator.Contains => u => read(u)?.Contains(filter.Value, StringComparison.OrdinalIgnoreCase) == true,
        _ => throw Unfit(filter, "is text, which is neither more nor less than another"),
    };

    private static Func<LlmUsage, bool> Number(Filter filter, Func<LlmUsage, decimal?> read)
    {
        if (filter.Value == None && filter.Operator is FilterOperator.Equal or FilterOperator.NotEqual) return u => read(u) is null == (filter.Operator == FilterOperator.Equal);
        if (!decimal.TryParse(filter.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw Unfit(filter, $"is a number, '{filter.Value}' is none");
        return filter.Operator switch
        {
            FilterOperator.Equal => u => read(u) == value,
            FilterOperator.NotEqual => u => read(u) != value,
            FilterOperator.Less => u => read(u) < value,
            FilterOperator.Greater => u => read(u) > value,
            _ => throw Unfit(filter, "is a number; ~ looks for text"),
        };
    }

    private static string? Text(bool? value) => value switch { true => "true", false => "false", _ => null };

    private static AnalyticsException Unfit(Filter filter, string why) =>
        new(AnalyticsDiagnostics.BadFilterValue, $"'{filter.Field}' {why}.", "dotnet telemetry usage --where project=shop 'cost_usd>1'");
}
