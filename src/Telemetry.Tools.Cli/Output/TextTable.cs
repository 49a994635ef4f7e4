namespace Telemetry.Tools.Cli;

/// <summary>A table in plain text: a heading, columns two spaces apart, numbers to the right.</summary>
/// <param name="columns">Headings; one that begins with <c>&gt;</c> is right-aligned.</param>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [[.. columns.Select(column => column.TrimStart('>'))]];

    /// <summary>Adds a row; its texts are made harmless.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => SafeText.Of(cell, 60))]);

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter output)
    {
        var widths = columns.Select((_, index) => _rows.Max(row => row[index].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, index) => columns[index].StartsWith('>') ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
