using System.CommandLine;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>import</c>: events from files that others wrote.</summary>
internal sealed class ImportCommand : ToolCommand
{
    public const string Summary = "Events from JSON Lines or CSV files, read in place; the same files again add nothing.";

    private readonly Argument<string> _source = new("SOURCE") { Description = "What the files are: jsonl or csv." };
    private readonly Argument<string[]> _paths = new("PATH") { HelpName = "PATH…", Description = "Files, or folders of such files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _stream = new("--stream", "-s") { HelpName = "STREAM", Description = "The stream; without it, it is told by the fields' names." };
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
        "dotnet telemetry import jsonl ~/.anklume/telemetry/usage.jsonl --stream build",
        "dotnet telemetry import csv results.csv --stream orders --format json",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var request = new ImportRequest(FormatOf(parsed), [.. parsed.GetValue(_paths)!.Select(host.FullPath)], parsed.GetValue(_stream));
        var path = _store.Of(parsed, host);
        using var store = Stores.OpenForWriting(path, host);
        var result = Read(store, Catalogs.Open(path, host, request.Stream), request, host);
        StoreWarnings.Print(store, host);
        if (asJson) WriteJson(result, host);
        else WriteText(result, host);
        return ExitCode.Ok;
    }

    private static ImportResult Read(EventStore store, StreamCatalog catalog, ImportRequest request, ToolHost host)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, "Reading,");
        return Importer.Import(store, catalog, request, progress, interruption.Token);
    }

    private ImportFormat FormatOf(ParseResult parsed) => parsed.GetValue(_source) switch
    {
        "jsonl" => ImportFormat.Jsonl,
        "csv" => ImportFormat.Csv,
        var other => throw ToolException.Usage(
            $"'{other}' cannot be imported.{DidYouMean.Sentence(other!, ["jsonl", "csv"])}", $"Sources: jsonl csv, for example: {Examples[0]}"),
    };

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
        foreach (var line in result.RejectedLines.Take(10)) host.Error.WriteLine($"  {SafeText.Of(line.File)}({line.Line}): {SafeText.Of(line.Reason)}");
        if (result.Rejected > 10) host.Error.WriteLine("  … the others: --format json");
        host.Error.WriteLine($"Next: {Tool.Name} report {result.Stream}");
    }
}
