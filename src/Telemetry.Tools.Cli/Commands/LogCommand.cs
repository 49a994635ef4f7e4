using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>log</c>: one event from a script, checked against its schema.</summary>
internal sealed class LogCommand : ToolCommand
{
    public const string Summary = "Records one event from a script, checked against its schema.";

    private readonly Argument<string?> _stream = new("STREAM") { Description = "The stream; left out with --target.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string[]> _fields = new("FIELD=VALUE") { HelpName = "FIELD=VALUE…", Description = "The event's fields.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _event = new("--event", "-e") { HelpName = "NAME", Description = "Which event, where the stream has several." };
    private readonly LogRunOptions _run;
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public LogCommand()
        : base("log", Summary)
    {
        Add(_stream);
        Add(_fields);
        Add(_event);
        _run = new(this);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry log --target sync --duration 1.5 --exit-code 0",
        "dotnet telemetry log orders product=table duration_ms=8 success=true",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "The second form needs the stream's schema: in the store, or as NAME.telemetry.json in this folder or above it. A time that is left out is now; the value null means none.",
        "Where telemetry is off, nothing is recorded, and that is no error.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var path = _store.Of(parsed, host);
        var form = FormOf(parsed, host);
        return form.Run is { } run
            ? FieldLog.Write(form.Stream, path, asJson, host, store => store.Append(run))
            : FieldLog.Write(new FieldLogEvent(form.Stream, form.Event, form.Fields), path, asJson, host);
    }

    private LogForm FormOf(ParseResult parsed, ToolHost host)
    {
        var (stream, fields) = (parsed.GetValue(_stream), parsed.GetValue(_fields) ?? []);
        var run = _run.Of(parsed, host);
        if (run is not null && (stream is not null and not "build" || fields.Length > 0))
            throw ToolException.Usage("--target, --duration and --exit-code are the whole event; fields go with a stream's name instead.", $"Example: {Examples[0]}");
        if (run is not null) return new LogForm("build", [], null, run);
        if (stream is null || stream.Contains('=')) throw ToolException.Usage("name the stream, or use --target.", $"Example: {Examples[1]}");
        return new LogForm(stream, [.. fields.Select(Pair)], parsed.GetValue(_event), null);
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var at = text.IndexOf('=');
        if (at > 0) return new(text[..at], text[(at + 1)..]);
        throw ToolException.Usage($"'{text}' is not of the form FIELD=VALUE.", "Put a text with spaces into quotes: 'message=two words'");
    }

    /// <summary>What is to be recorded.</summary>
    private sealed record LogForm(string Stream, IReadOnlyList<KeyValuePair<string, string>> Fields, string? Event, TargetRun? Run);
}
