using System.CommandLine;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary><c>run -- COMMAND …</c>: any command, timed and recorded as a run of the build stream.</summary>
internal sealed class RunCommand : ToolCommand
{
    public const string Summary = "Runs any command and records how long it took and how it ended.";

    private readonly Argument<string[]> _command = new("COMMAND") { HelpName = "-- COMMAND …", Description = "The command and its arguments.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _target = new("--target", "-t") { HelpName = "NAME", Description = "What to call it; without it, the command's own name." };
    private readonly Option<string?> _domain = new("--domain", "-d") { HelpName = "NAME", Description = "The part of the system it was for." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public RunCommand()
        : base("run", Summary)
    {
        Add(_command);
        Add(_target);
        Add(_domain);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry run --target Test -- dotnet test",
        "dotnet telemetry run --target deploy --domain web -- ./deploy.sh --to production",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Its input and output are the command's own, signals are passed on, and it exits with the command's exit code (127: not found, 126: not executable, 128 + n: ended by signal n). Where telemetry is off, the command runs all the same.",
        "json is written to standard output behind the command's own output, once it has ended.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var command = parsed.GetValue(_command)!;
        var target = parsed.GetValue(_target) ?? NameOf(command[0]);
        if (target.Length == 0) throw ToolException.Usage("--target needs a name.", $"Example: {Examples[0]}");
        var domain = BuildEvent.Domain(parsed.GetValue(_domain));
        var location = StoreLocator.Locate(_store.Of(parsed, host), environment: host.Surroundings);
        var result = WrappedCommand.Run(command, host);
        var run = BuildEvent.Of(target, domain, result.Duration.TotalSeconds, result.ExitCode, result.Started, host);
        var recorded = location.IsEnabled && Record(location, run, host);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, run, recorded));
        return result.ExitCode;
    }

    // A name that begins with a dot has no ending.
    private static string NameOf(string program) => Path.GetFileNameWithoutExtension(program) is { Length: > 0 } name ? name : Path.GetFileName(program);

    private static bool Record(StoreLocation location, TargetRun run, ToolHost host)
    {
        using var store = Stores.Open(location);
        store.Append(run);
        return !StoreWarnings.Print(store, host);
    }

    private static void WriteJson(Utf8JsonWriter json, TargetRun run, bool recorded)
    {
        json.WriteStartObject();
        json.WriteString("target", run.Target);
        json.WriteString("domain", run.Domain);
        json.WriteNumber("duration_seconds", run.DurationSeconds);
        json.WriteNumber("exit_code", run.ExitCode);
        json.WriteBoolean("recorded", recorded);
        json.WriteEndObject();
    }
}
