using System.Collections.Frozen;

namespace Telemetry.Tools.Server;

/// <summary>Which attributes are kept: what says how something ran, and never who somebody is or what was written to a model. More can be named in the settings.</summary>
internal sealed class OtlpAllowList
{
    /// <summary>Name under which the settings keep what a log record says.</summary>
    public const string Body = "body";

    /// <summary>Name of the attribute that holds a person's address; where it is kept, it names the user.</summary>
    public const string Email = "user.email";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "service.name", "service.version", "service.namespace", "service.instance.id", "deployment.environment.name", "deployment.environment",
        "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version", "os.type", "os.version", "host.arch", "process.runtime.name", "process.runtime.version",
        "project", "project.id", "project.name", "branch", "vcs.repository.name", "vcs.ref.head.name", "team.id", "department", "cost_center",
        "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.system", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons",
        "gen_ai.conversation.id", "gen_ai.agent.id", "gen_ai.agent.name", "gen_ai.tool.name", "gen_ai.tool.type", "gen_ai.tool.call.id", "gen_ai.output.type", "gen_ai.token.type",
        "gen_ai.request.max_tokens", "gen_ai.request.temperature", "gen_ai.request.top_p", "gen_ai.request.top_k", "gen_ai.request.choice.count", "gen_ai.request.seed",
        "gen_ai.request.encoding_formats", "gen_ai.embeddings.dimension.count", "gen_ai.data_source.id", "gen_ai.evaluation.name", "gen_ai.evaluation.score.value",
        "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens",
        "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache.read_input_tokens", "gen_ai.usage.cache_read_input_tokens",
        "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache.creation_input_tokens", "gen_ai.usage.cache_creation_input_tokens",
        "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "openai.request.service_tier", "openai.response.service_tier",
        "session.id", "github.copilot.session_id", "copilot.session_id", "user.id", "prompt.id", "event.name", "event.sequence", "event.domain", "request_id", "app.version", "terminal.type",
        "model", "cost_usd", "cost_usd_micros", "duration_ms", "input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens", "query_source", "speed", "effort", "service_tier",
        "agent.name", "skill.name", "status_code", "attempt", "attempts", "tool_name", "success", "decision", "decision_source", "source", "type", "language", "prompt_length", "pre_tokens", "post_tokens",
        "trigger", "start_type", "from_mode", "to_mode", "total_tokens", "total_tool_uses", "tool_result_size_bytes",
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.name", "network.protocol.version", "server.address", "server.port",
        "rpc.system", "rpc.service", "rpc.method", "rpc.grpc.status_code", "db.system", "db.system.name", "db.operation.name", "messaging.system", "messaging.operation.name",
        "error.type", "exception.type", "otel.status_code", "code.function.name", "aspnetcore.routing.is_fallback", "state",
    ], StringComparer.Ordinal);

    private readonly string[] _more;

    public OtlpAllowList(IReadOnlyList<string> more)
    {
        _more = [.. more];
        KeepsBody = IsListed(Body);
        KeepsEmail = IsListed(Email);
    }

    /// <summary>Names that the product keeps by itself.</summary>
    public static IReadOnlyCollection<string> Names => Known;

    /// <summary>Whether what log records say is kept.</summary>
    public bool KeepsBody { get; }

    /// <summary>Whether addresses of people are kept.</summary>
    public bool KeepsEmail { get; }

    public bool Keeps(string name) => Known.Contains(name) || IsListed(name);

    /// <summary>Whether a text may be kept under that name: an address may stand in an attribute that is not made for it.</summary>
    public bool KeepsText(string name, string text) => KeepsEmail || !LooksLikeEmail(text) || IsListed(name);

    private bool IsListed(string name) => _more.Any(item => item.EndsWith('*') ? name.StartsWith(item[..^1], StringComparison.Ordinal) : item == name);

    // "claude-sonnet-4@20250514" is a model.
    private static bool LooksLikeEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && text.IndexOf('.', at) > at + 1 && char.IsLetter(text[^1]);
    }
}
