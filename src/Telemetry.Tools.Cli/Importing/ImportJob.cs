using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>What <c>import</c> was asked for.</summary>
/// <param name="Source">The kind of source.</param>
/// <param name="Paths">Files and folders, absolute; empty = the source's own places.</param>
/// <param name="Stream">The stream that was named, or <see langword="null"/>.</param>
/// <param name="StorePath">The store that was named, or <see langword="null"/>.</param>
internal sealed record ImportJob(string Source, IReadOnlyList<string> Paths, string? Stream, string? StorePath)
{
    /// <summary>Does it.</summary>
    public ImportResult Run(EventStore store, ToolHost host)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, "Reading,");
        if (ImportSources.IsUsage(Source)) return FromAgents(store, host, progress, interruption.Token);
        if (SystemSource.Find(Source) is { } system) return FromSystem(system, store, host, progress, interruption.Token);
        var format = Source == "csv" ? ImportFormat.Csv : ImportFormat.Jsonl;
        return Importer.Import(store, Catalogs.Open(StorePath, host, Stream), new ImportRequest(format, Paths, Stream), progress, interruption.Token);
    }

    private ImportResult FromAgents(EventStore store, ToolHost host, ProgressLine progress, CancellationToken cancellationToken)
    {
        var environment = new AgentEnvironment(host.Surroundings.Home ?? "", host.Surroundings.Variable);
        return AgentLogImporter.Import(store, new AgentImportRequest(Source, Paths, Environment: environment), progress, cancellationToken);
    }

    private ImportResult FromSystem(SystemSource system, EventStore store, ToolHost host, ProgressLine progress, CancellationToken cancellationToken)
    {
        var catalog = Catalogs.Open(StorePath, host, null);
        var paths = Paths.Count > 0 ? Paths : [system.FindPlace(place => place.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(host.Surroundings.Home ?? "", place[2..]) : host.FullPath(place))];
        var results = system.Requests(paths).Select(request => Importer.Import(store, catalog, request, progress, cancellationToken)).ToList();
        return ImportResult.Sum(system.Name, results);
    }
}
