using System.CommandLine;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>import</c>: events from files that others wrote.</summary>
internal sealed class ImportCommand : ToolCommand
{
    public const string Summary = "Events from coding agents' logs and other files; the same files again add nothing.";

    private const int MostRejectedShown = 10;

    private readonly Argument<string> _source = new("SOURCE") { Description = string.Join(' ', ImportSources.Names) };
    private readonly Argument<string[]> _paths = new("PATH")
    {
        HelpName = "PATH…",
        Description = "Files or folders; without one the places are looked at where the source keeps its files.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _stream = new("--stream", "-s") { HelpName = "STREAM", Description = "For jsonl and csv: the stream; without it, it is told by the fields' names." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public ImportCommand()
        : base("import", Summary)
    {
        Add(_source);
        Add(_paths);
        Add(_stream);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry import all",
        "dotnet telemetry import claude ~/backup/claude/projects --format json",
        "dotnet telemetry import anklume",
        "dotnet telemetry import litellm spend-logs.csv",
        "dotnet telemetry import csv results.csv --stream orders",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "all: claude, codex, copilot, gemini and opencode, each where it keeps its logs. What was read stays, also when the agent deletes its logs.",
        "anklume, promptos, bosun: without a path ~/.anklume/telemetry, promptos/.telemetry or .telemetry, and .cache/agent-work-logs are looked at.",
        "ccusage, litellm, langfuse: what those export (JSON, CSV), for usage whose logs are gone or elsewhere; beside the same logs it would count twice.",
        "Counts, models, times and the names of projects and branches are taken; no prompt, no answer and no path.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var (source, paths, stream) = (parsed.GetValue(_source)!, parsed.GetValue(_paths) ?? [], parsed.GetValue(_stream));
        ImportSources.Require(source, paths.Length, stream);
        var job = new ImportJob(source, [.. paths.Select(host.FullPath)], stream, _store.Of(parsed, host));
        using var store = Stores.OpenForWriting(job.StorePath, host);
        var result = job.Run(store, host);
        StoreWarnings.Print(store, host);
        if (result.Files == 0) WarnOfNothing(source, host);
        if (asJson) WriteJson(result, host);
        else WriteText(result, host);
        return ExitCode.Ok;
    }

    private static void WriteJson(ImportResult result, ToolHost host)
    {
        host.Out.Flush();
        ImportJson.Write(result, host.Output);
        host.Out.WriteLine();
    }

    private static void WriteText(ImportResult result, ToolHost host)
    {
        static string Count(long count, string noun) => $"{ValueFormat.Text(count, "count")} {noun}{(count == 1 ? "" : "s")}";
        host.Out.WriteLine(
            $"{result.Stream}: {Count(result.Events, "event")} added from {Count(result.Files, "file")}; "
            + $"{Count(result.Duplicates, "duplicate")}, {ValueFormat.Text(result.Rejected, "count")} rejected, {ValueFormat.Text(result.Pending, "count")} pending.");
        foreach (var line in result.RejectedLines.Take(MostRejectedShown)) host.Error.WriteLine($"{AnalyticsDiagnostics.LinesLeftOut} {Place(line)}: {SafeText.Of(line.Reason)}");
        if (result.Rejected > MostRejectedShown) host.Error.WriteLine("  … the others: --format json");
        if (result.Rejected > 0) host.Error.WriteLine($"  What a line holds: {Tool.Name} schema docs {result.Stream.Split(',')[0]}");
        if (result.Files > 0) host.Error.WriteLine($"Next: {Tool.Name} {(ImportSources.IsUsage(result.Source) ? "usage" : $"report {result.Stream.Split(',')[0]}")}");
    }

    private static string Place(RejectedLine line) => line.Line > 0 ? $"{SafeText.Of(line.File)}({line.Line})" : SafeText.Of(line.File);

    // No error: a machine without agents has nothing to read.
    private static void WarnOfNothing(string source, ToolHost host)
    {
        var where = source == ImportSources.All ? "the agents keep" : $"{source} keeps";
        var name = source == ImportSources.All ? AgentSource.Claude : source;
        ErrorPrinter.Print(host, UsageDiagnostics.NoAgentLogs, $"no logs were found where {where} them.", $"Elsewhere: {Tool.Name} import {name} PATH");
    }
}
