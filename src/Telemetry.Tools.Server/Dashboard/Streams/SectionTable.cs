using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;
using Telemetry.Tools.Reports;

namespace Telemetry.Tools.Server;

/// <summary>A section of a report as a table.</summary>
internal static class SectionTable
{
    private const int MostRows = 500;

    /// <summary>Writes the table open, for a section that has no chart.</summary>
    public static void WriteOpen(Html page, ReportSection section, Func<string, string, string?> address)
    {
        if (section.Rows.Count == 0) page.Element("p", "No data in this period.", "empty");
        else Table(page, section, address);
    }

    /// <summary>Writes the table folded away under its chart.</summary>
    public static void WriteFolded(Html page, ReportSection section, Func<string, string, string?> address)
    {
        if (section.Rows.Count == 0) return;
        page.Raw("<details class=\"data\"><summary>Values<span class=\"unseen\">").Text($" of the chart {section.Title}").Raw("</span></summary>");
        page.Raw($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Encode(section.Title)}\">");
        Table(page, section, address);
        page.Raw("</div></details>");
    }

    private static void Table(Html page, ReportSection section, Func<string, string, string?> address)
    {
        DataTable.Write(page, section.Title, section.Rows.Take(MostRows), [.. section.Columns.Select((column, at) => ColumnOf(column, at, address))]);
        if (section.Rows.Count > MostRows) page.Element("p", $"and {ValueFormat.Text(section.Rows.Count - MostRows, "count")} more", "more");
    }

    private static DataColumn<IReadOnlyList<object?>> ColumnOf(ReportColumn column, int at, Func<string, string, string?> address) => new(
        SectionText.Heading(column),
        (page, row) =>
        {
            var text = SectionText.Cell(row[at], column);
            if (column.Unit is null && row[at] is string value && address(column.Name, value) is { } link) page.Link(link, text);
            else page.Text(text);
        },
        IsNumber: SectionText.IsNumber(column));
}
