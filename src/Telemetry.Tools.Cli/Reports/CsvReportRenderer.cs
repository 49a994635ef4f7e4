using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>
/// One RFC 4180 table with unrounded numbers. A single section is its own table; several are put below each other, with the
/// section's id in the first column and every column that any of them has, so that the file stays one table.
/// </summary>
internal sealed class CsvReportRenderer : TextReportRenderer
{
    /// <inheritdoc/>
    protected override void Render(ReportPage page, TextWriter output)
    {
        var sections = page.Report.Sections;
        if (sections is [var only]) Single(only, output);
        else Several(sections, output);
    }

    private static void Single(ReportSection section, TextWriter output)
    {
        WriteRow(output, section.Columns.Select(column => column.Name));
        foreach (var row in section.Rows) WriteRow(output, row.Select(Cell));
    }

    private static void Several(IReadOnlyList<ReportSection> sections, TextWriter output)
    {
        var columns = sections.SelectMany(section => section.Columns).Select(column => column.Name).Distinct().ToList();
        WriteRow(output, columns.Prepend("section"));
        foreach (var section in sections)
        {
            var places = columns.Select(name => section.Columns.ToList().FindIndex(column => column.Name == name)).ToList();
            foreach (var row in section.Rows) WriteRow(output, places.Select(at => at < 0 ? "" : Cell(row[at])).Prepend(section.Id));
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTimeOffset time => ReportJson.Format(time),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine(string.Join(',', cells.Select(Quote)));

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 && cell == cell.Trim() ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
