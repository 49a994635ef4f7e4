using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Tells which stream a foreign file belongs to by the names of its fields.</summary>
internal static class StreamGuess
{
    private const int SampleLines = 50;

    /// <exception cref="AnalyticsException">TEL2121: none fits, or several do.</exception>
    public static StreamSchema For(StreamCatalog catalog, ImportFormat format, IReadOnlyList<string> files)
    {
        var names = files.SelectMany(file => format == ImportFormat.Csv ? CsvDialect.Detect(file).Columns : (IEnumerable<string>)JsonNames(file)).ToHashSet(StringComparer.Ordinal);
        var fitting = catalog.Streams.Select(stream => (Stream: stream, Score: Score(stream, names)))
            .Where(pair => pair.Score > 0)
            .OrderByDescending(pair => pair.Score)
            .ToList();
        if (fitting.Count == 1 || (fitting.Count > 1 && fitting[0].Score > fitting[1].Score)) return fitting[0].Stream;
        throw NotGuessed(catalog, files[0], names, [.. fitting.Where(pair => pair.Score == fitting[0].Score).Select(pair => pair.Stream.Name)]);
    }

    // Every field that must be there is there, and half of the file's names are known; the more of the file's names the schema knows, the better it fits.
    private static double Score(StreamSchema stream, HashSet<string> names)
    {
        var layout = new StreamLayout(stream.Document);
        return layout.Events.Max(item => Score(item, layout, new CsvDialect(0, [.. names]).For(layout).Columns.ToHashSet(StringComparer.Ordinal)));
    }

    private static double Score(EventLayout item, StreamLayout layout, HashSet<string> names)
    {
        var fields = item.Fields.Where(field => field.Path != layout.Schema.Payload).ToList();
        if (fields.Any(field => field.IsRequired && field.Field.Role != Schema.FieldRole.Time && !names.Contains(field.Field.Name))) return 0;
        var known = item.Fields.Count(field => names.Contains(field.Field.Name));
        return known == 0 || known * 2 < names.Count ? 0 : known + ((double)known / (names.Count + fields.Count));
    }

    private static HashSet<string> JsonNames(string file)
    {
        using var lines = new LineReader(File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < SampleLines && lines.Next() is not LineStatus.End and var status; i++)
        {
            if (status == LineStatus.Line) AddNames(lines.Line, names);
        }

        return names;
    }

    private static void AddNames(ReadOnlySpan<byte> line, HashSet<string> names)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return;
            foreach (var property in json.RootElement.EnumerateObject()) names.Add(property.Name);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // A bad line says nothing about the others; it is named when the file is read.
        }
    }

    private static AnalyticsException NotGuessed(StreamCatalog catalog, string file, HashSet<string> names, List<string> candidates)
    {
        var found = names.Count == 0 ? "no fields" : $"the fields {string.Join(", ", names.Order(StringComparer.Ordinal).Take(12))}";
        var choice = candidates.Count > 1
            ? $"It could be {string.Join(" or ", candidates)}."
            : $"No known stream takes them. Known: {string.Join(", ", catalog.Streams.Select(stream => stream.Name))}.";
        return new AnalyticsException(
            AnalyticsDiagnostics.StreamNotGuessed,
            $"'{file}' has {found}. {choice} Name the stream with --stream.",
            $"dotnet telemetry import jsonl {file} --stream {(candidates.Count > 0 ? candidates[0] : "build")}");
    }
}
