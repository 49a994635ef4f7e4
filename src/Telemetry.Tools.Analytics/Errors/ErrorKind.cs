using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>A kind of error, told by words in its message, and what is usually done about it.</summary>
/// <param name="Id">Stable name in snake_case.</param>
/// <param name="ActionId">Stable name of the remedy.</param>
/// <param name="Action">The remedy, for people.</param>
public sealed record ErrorKind(string Id, string ActionId, string Action)
{
    // The first kind that has a word in the message wins, so that the more telling ones stand first. A number must stand alone: 429, not 14290.
    private static readonly (ErrorKind Kind, string[] Words)[] Known =
    [
        (new("not_completed", "complete_or_fail_each_run", "Find the path that ends a run without completing or failing it, or the consumer that stops reading early."),
            [RunningPrompt.NotCompleted, "stopped before the end"]),
        (new("rate_limit", "retry_with_backoff", "Retry with growing pauses and an upper limit, spread the calls, or ask for a higher quota."),
            ["rate limit", "rate_limit", "ratelimit", "too many requests", "429", "quota", "tokens per min", "throttl", "high demand", "provisioned throughput", "resource_exhausted"]),
        (new("context_length", "shorten_input", "Shorten the input or split it: count tokens before the call, drop old turns, summarise attachments."),
            ["context length", "context_length", "context window", "maximum context", "too many tokens", "prompt is too long", "input is too long", "token limit", "reduce the length"]),
        (new("timeout", "raise_timeout_or_stream", "Allow more time, stream the answer, or ask for a shorter one."),
            ["timeout", "timed out", "time-out", "deadline", "408", "504"]),
        (new("cancelled", "find_who_cancels", "Find out who cancels: a user who waits too long is a sign of latency, not of a bad prompt."),
            ["cancelled", "canceled"]),
        (new("content_filter", "reword_prompt", "Reword what the provider's filter refuses, and tell the prompt what to do instead."),
            ["content filter", "content_filter", "content policy", "content_policy", "moderation", "safety", "refus", "responsible ai"]),
        (new("authentication", "check_credentials", "Check the key: whether it is set, still valid, and allowed to use this model."),
            ["unauthorized", "forbidden", "authenticat", "api key", "api_key", "credential", "permission", "401", "403"]),
        (new("model", "choose_another_model", "Use a model that the account has, and write its name as the provider does."),
            ["model not found", "model_not_found", "unknown model", "model does not exist", "model is not supported", "model not supported", "deprecated model", "model is deprecated"]),
        (new("invalid_output", "constrain_output", "Ask for structured output with a schema, show one example, and retry once with the parser's complaint."),
            ["json", "schema", "parse", "parsing", "deserializ", "unexpected token", "malformed", "invalid output", "invalid response", "format"]),
        (new("tool", "check_tools", "Check the tools: names, argument schemas and what they answer when they fail."),
            ["tool call", "tool_call", "tool use", "tool_use", "function call", "tool"]),
        (new("server", "retry_or_fall_back", "Retry after a pause, or fall back to another model or region: the provider failed, not the prompt."),
            ["internal server error", "server error", "bad gateway", "service unavailable", "overloaded", "temporarily unavailable", "response.failed", "500", "502", "503", "529"]),
        (new("network", "retry_connection", "Retry, and look at the network between here and the provider."),
            ["connection", "econn", "socket", "dns", "no such host", "name or service not known", "disconnected", "reset by peer", "unreachable", "ssl", "tls", "network"]),
        (new("invalid_request", "fix_request", "Correct the request: the provider says which part it refuses."),
            ["bad request", "invalid request", "invalid_request", "invalid argument", "invalid_argument", "400", "422"]),
    ];

    /// <summary>An error that no word tells anything about.</summary>
    public static ErrorKind Other { get; } = new("other", "read_the_errors", "Read the messages below: no usual remedy fits them.");

    /// <summary>All kinds, in the order in which they are tried.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } = [.. Known.Select(known => known.Kind), Other];

    /// <summary>The kind of a message.</summary>
    /// <param name="message">An error's text; <see langword="null"/> or empty is <see cref="Other"/>.</param>
    public static ErrorKind Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message)) return Other;
        var text = message.ToLower(CultureInfo.InvariantCulture);
        foreach (var (kind, words) in Known)
        {
            if (Array.Exists(words, word => Holds(text, word))) return kind;
        }

        return Other;
    }

    private static bool Holds(string text, string word)
    {
        if (!char.IsAsciiDigit(word[0])) return text.Contains(word, StringComparison.Ordinal);
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!IsPart(text, at - 1) && !IsPart(text, at + word.Length)) return true;
        }

        return false;
    }

    private static bool IsPart(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);
}
