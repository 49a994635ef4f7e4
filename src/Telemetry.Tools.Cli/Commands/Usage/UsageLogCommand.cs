using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>usage log</c>: one task that a model worked on, from a script.</summary>
internal sealed class UsageLogCommand : ToolCommand
{
    private const string Stream = "task-usage";

    private readonly Argument<string> _model = new("MODEL") { Description = "The model: claude-3-opus, gpt-4 …" };
    private readonly Argument<string> _prompt = new("PROMPT_TOKENS") { Description = "Tokens in the prompt." };
    private readonly Argument<string> _completion = new("COMPLETION_TOKENS") { Description = "Tokens in the completion." };
    private readonly Argument<string> _success = new("SUCCESS") { Description = "Whether the task succeeded: true or false." };
    private readonly Argument<string> _type = new("TYPE") { Description = "plan, execute, verify, discuss or quick." };
    private readonly Argument<string> _duration = new("DURATION_MS") { Description = "How long it took, in milliseconds." };
    private readonly Argument<string?> _notes = new("NOTES") { Description = "Context, where there is any.", Arity = ArgumentArity.ZeroOrOne };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public UsageLogCommand()
        : base("log", "Records one task that a model worked on, into the stream task-usage (usage.csv).")
    {
        foreach (var argument in (Argument[])[_model, _prompt, _completion, _success, _type, _duration, _notes]) Add(argument);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry usage log claude-3-opus 1500 3200 true execute 45000 phase-6",
        "dotnet telemetry report task-usage --format markdown",
    ];

    public override IReadOnlyList<string> Notes => ["Where telemetry is off, nothing is recorded, and that is no error."];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        FieldLog.Write(new FieldLogEvent(Stream, null, [.. Fields(parsed)]), _store.Of(parsed, host), _format.IsJson(parsed), host);

    private IEnumerable<KeyValuePair<string, string>> Fields(ParseResult parsed)
    {
        yield return new("model", parsed.GetValue(_model)!);
        yield return new("prompt_tokens", Count(parsed, _prompt));
        yield return new("completion_tokens", Count(parsed, _completion));
        yield return new("task_success", Truth(parsed));
        yield return new("task_type", parsed.GetValue(_type)!);
        yield return new("duration_ms", Count(parsed, _duration));
        if (parsed.GetValue(_notes) is { Length: > 0 } notes) yield return new("notes", notes);
    }

    private string Count(ParseResult parsed, Argument<string> argument)
    {
        var text = parsed.GetValue(argument)!;
        return long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? text
            : throw ToolException.Usage($"{argument.Name} is a whole number from 0 on, '{text}' is none.", $"Example: {Examples[0]}");
    }

    private string Truth(ParseResult parsed) => parsed.GetValue(_success)!.ToLowerInvariant() switch
    {
        "true" => "true",
        "false" => "false",
        var other => throw ToolException.Usage($"SUCCESS is true or false, '{other}' is neither.", $"Example: {Examples[0]}"),
    };
}
