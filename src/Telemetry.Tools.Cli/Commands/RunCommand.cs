using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>run -- COMMAND …</c>: any command, timed and recorded as a run of the build stream.</summary>
internal sealed class RunCommand : ToolCommand
{
    public const string Summary = "Runs any command and records how long it took and how it ended.";

    private readonly Argument<string[]> _command = new("COMMAND") { HelpName = "-- COMMAND …", Description = "The command and its arguments.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _target = new("--target", "-t") { HelpName = "NAME", Description = "What to call it; without it, the command's own name." };
    private readonly Option<string?> _domain = new("--domain", "-d") { HelpName = "NAME", Description = "The part of the system it was for." };
    private readonly StoreOption _store;

    public RunCommand()
        : base("run", Summary)
    {
        Add(_command);
        Add(_target);
        Add(_domain);
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
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var command = parsed.GetValue(_command)!;
        var target = parsed.GetValue(_target) ?? NameOf(command[0]);
        if (target.Length == 0) throw ToolException.Usage("--target needs a name.", $"Example: {Examples[0]}");
        var domain = BuildEvent.Domain(parsed.GetValue(_domain));
        var location = StoreLocator.Locate(_store.Of(parsed, host), environment: host.Surroundings);
        var result = WrappedCommand.Run(command, host);
        if (location.IsEnabled) Record(location, BuildEvent.Of(target, domain, result.Duration.TotalSeconds, result.ExitCode, result.Started, host), host);
        return result.ExitCode;
    }

    // A name that begins with a dot has no ending.
    private static string NameOf(string program) => Path.GetFileNameWithoutExtension(program) is { Length: > 0 } name ? name : Path.GetFileName(program);

    private static void Record(StoreLocation location, TargetRun run, ToolHost host)
    {
        using var store = Stores.Open(location);
        store.Append(run);
        StoreWarnings.Print(store, host);
    }
}
