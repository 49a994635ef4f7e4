namespace Telemetry.Tools.Analytics;

/// <summary>A system whose own files are read as they are, into the streams that have its fields.</summary>
/// <param name="Name">What the system is called on the command line.</param>
/// <param name="Format">Format of its files.</param>
/// <param name="Files">Its files' names, each with the stream that takes it.</param>
public sealed record SystemSource(string Name, ImportFormat Format, IReadOnlyList<(string File, string Stream)> Files)
{
    /// <summary>anklume (build targets), viflo (task usage), PromptOS (prompt runs) and bosun (agents' work).</summary>
    public static IReadOnlyList<SystemSource> All { get; } =
    [
        new("anklume", ImportFormat.Jsonl, [("usage.jsonl", "build")]) { Places = ["~/.anklume/telemetry"] },
        new("viflo", ImportFormat.Csv, [("usage.csv", "task-usage")]),
        new("promptos", ImportFormat.Jsonl, [("promptos-usage.jsonl", "prompt-runs")]) { Places = ["promptos/.telemetry", ".telemetry"] },
        new(
            "bosun",
            ImportFormat.Jsonl,
            [
                ("agent-errors.jsonl", "agent-errors"), ("agent-metrics.jsonl", "agent-metrics"), ("agent-alerts.jsonl", "agent-alerts"),
                ("agent-work-stream.jsonl", "agent-work-stream"),
            ]) { Places = [".cache/agent-work-logs"] },
    ];

    /// <summary>Where the system keeps its files: folders below the home folder (<c>~/</c>) or the current one; none where it may be anywhere.</summary>
    public IReadOnlyList<string> Places { get; private init; } = [];

    /// <summary>The system of that name, or <see langword="null"/>.</summary>
    public static SystemSource? Find(string name) => All.FirstOrDefault(system => system.Name == name);

    /// <summary>The requests that import a path: a file, whatever its name, or a folder that holds the system's files.</summary>
    /// <exception cref="AnalyticsException">TEL2120: there is nothing of that name, or none of the system's files in the folder.</exception>
    public IReadOnlyList<ImportRequest> Requests(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.SelectMany(RequestsFor).GroupBy(r => r.Stream).Select(g => new ImportRequest(Format, [.. g.SelectMany(r => r.Paths)], g.Key))];
    }

    /// <summary>The first of its places that holds one of its files.</summary>
    /// <param name="resolve">Makes a place absolute.</param>
    /// <exception cref="AnalyticsException">TEL2120: none does.</exception>
    public string FindPlace(Func<string, string> resolve) =>
        Places.Select(resolve).FirstOrDefault(place => Files.Any(f => File.Exists(Path.Combine(place, f.File)))) ?? throw new AnalyticsException(
            AnalyticsDiagnostics.SourceNotFound, $"None of {Name}'s files was found where it keeps them: {string.Join(", ", Places)}.", $"dotnet telemetry import {Name} PATH");

    private List<ImportRequest> RequestsFor(string path)
    {
        if (!Directory.Exists(path)) return [new ImportRequest(Format, [path], StreamOf(Path.GetFileName(path)))];
        var found = Files.Where(f => File.Exists(Path.Combine(path, f.File))).Select(f => new ImportRequest(Format, [Path.Combine(path, f.File)], f.Stream)).ToList();
        return found.Count > 0 ? found : throw new AnalyticsException(
            AnalyticsDiagnostics.SourceNotFound, $"The folder '{path}' holds none of {Name}'s files: {string.Join(", ", Files.Select(f => f.File))}.", $"dotnet telemetry import {Name} FILE");
    }

    // A copy is often renamed, but keeps the word that says what it is: errors-2026.jsonl. Where none does, the fields tell.
    private string? StreamOf(string file)
    {
        if (Files is [var only]) return only.Stream;
        return Files.FirstOrDefault(f => file.Contains(WordOf(f.Stream), StringComparison.OrdinalIgnoreCase)).Stream;
    }

    private static string WordOf(string stream) => stream[(stream.LastIndexOf('-') + 1)..];
}
