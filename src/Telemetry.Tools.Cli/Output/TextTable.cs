namespace Telemetry.Tools.Cli;

/// <summary>A table in plain text: a heading, columns two spaces apart, numbers to the right.</summary>
/// <param name="columns">Headings; one that begins with <c>&gt;</c> is right-aligned.</param>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [Array.ConvertAll(columns, column => column.TrimStart('>'))];

    /// <summary>Adds a row; its texts are made harmless.</summary>
    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, cell => SafeText.Of(cell, 60)));

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter output)
    {
        var widths = new int[columns.Length];
        foreach (var row in _rows)
        {
            for (var at = 0; at < widths.Length; at++) widths[at] = Math.Max(widths[at], row[at].Length);
        }

        foreach (var row in _rows)
        {
            for (var at = 0; at < widths.Length; at++) row[at] = columns[at].StartsWith('>') ? row[at].PadLeft(widths[at]) : row[at].PadRight(widths[at]);
            output.WriteLine(string.Join("  ", row).TrimEnd());
        }
    }
}
