using CsvHelper;

namespace Telemetry.Tools.Analytics;

/// <summary>How a foreign CSV file is written: its delimiter and the names of its columns.</summary>
/// <param name="Separator">The delimiter.</param>
/// <param name="Columns">The header's names; in <see cref="For"/> those of the schema's fields where they match.</param>
internal sealed record CsvDialect(byte Separator, IReadOnlyList<string> Columns)
{
    private const int Sample = 64 * 1024;

    /// <summary>Looks at the start of a file.</summary>
    /// <exception cref="AnalyticsException">TEL2122: it has no header.</exception>
    public static CsvDialect Detect(string path)
    {
        try
        {
            using var stream = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[Math.Min(Sample, stream.Length)];
            stream.ReadExactly(start);
            using var csv = CsvReader.Create(start, new CsvReaderOptions { Separator = null, HasHeader = true });
            csv.ReadHeader();
            var columns = csv.Headers.Select(name => name.Trim()).ToList();
            if (columns.Count > 0) return new CsvDialect(csv.Separator is '\0' ? (byte)',' : (byte)csv.Separator, columns);
        }
        catch (CsvFormatException)
        {
            // Said below, without the library's words.
        }

        throw new AnalyticsException(AnalyticsDiagnostics.NotTheFormat, $"'{path}' has no header row, so it is no CSV file that can be imported.");
    }

    /// <summary>The same with the columns named as the schema names its fields: case, spaces and dashes do not count.</summary>
    public CsvDialect For(StreamLayout layout)
    {
        var paths = layout.Columns.Select(column => column.Path).Distinct().ToList();
        return this with { Columns = [.. Columns.Select(column => Match(column, paths))] };
    }

    private static string Match(string column, List<string> paths)
    {
        if (paths.Contains(column)) return column;
        var plain = Plain(column);
        return paths.Find(path => Plain(path) == plain) ?? paths.Find(path => Plain(path[(path.LastIndexOf('.') + 1)..]) == plain) ?? column;
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}
