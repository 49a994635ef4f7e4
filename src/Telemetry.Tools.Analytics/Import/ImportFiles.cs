namespace Telemetry.Tools.Analytics;

/// <summary>Finds the files that an import names.</summary>
internal static class ImportFiles
{
    /// <exception cref="AnalyticsException">TEL2120: there is nothing of that name, or nothing in it.</exception>
    public static List<string> Find(ImportRequest request)
    {
        var files = request.Paths.SelectMany(path => Expand(path, request.Format)).Distinct(StringComparer.Ordinal).ToList();
        if (files.Count > 0) return files;
        throw new AnalyticsException(AnalyticsDiagnostics.SourceNotFound, "No file to import was named.", "dotnet telemetry import jsonl usage.jsonl --stream build");
    }

    private static List<string> Expand(string path, ImportFormat format)
    {
        if (File.Exists(path)) return [Path.GetFullPath(path)];
        if (!Directory.Exists(path)) throw NotThere(path);
        var endings = format == ImportFormat.Csv ? new[] { ".csv", ".tsv" } : [".jsonl", ".ndjson"];
        var files = Directory.EnumerateFiles(Path.GetFullPath(path))
            .Where(file => endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new AnalyticsException(
            AnalyticsDiagnostics.SourceNotFound, $"The folder '{path}' holds no {string.Join(" or ", endings)} file.");
    }

    private static AnalyticsException NotThere(string path) =>
        new(AnalyticsDiagnostics.SourceNotFound, $"There is no file or folder '{path}'.", "dotnet telemetry import jsonl PATH --stream STREAM");
}
