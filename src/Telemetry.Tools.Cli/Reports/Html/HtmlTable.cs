using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>A section's table in HTML; a long one is folded away under its chart.</summary>
internal static class HtmlTable
{
    private const int LongTable = 16;

    /// <summary>Whether the table is shown at once and has room beside its chart.</summary>
    public static bool IsShort(ReportSection section) => section.Rows.Count is > 0 and <= LongTable && section.Columns.Count <= 6;

    /// <summary>Writes the table, or a sentence where there are no rows.</summary>
    public static void Write(ReportSection section, HtmlText html)
    {
        if (section.Rows.Count == 0) html.Element("p", "No data in this period.", "empty");
        else if (section.Rows.Count > LongTable && section.Chart != "table") Folded(section, html);
        else Table(section, html);
    }

    private static void Folded(ReportSection section, HtmlText html)
    {
        html.Line("<details>");
        html.Element("summary", $"All {ValueFormat.Text(section.Rows.Count, "count")} rows");
        Table(section, html);
        html.Line("</details>");
    }

    private static void Table(ReportSection section, HtmlText html)
    {
        html.Line("<div class=\"scroll\"><table><thead><tr>");
        foreach (var column in section.Columns) html.Element("th", SectionText.Heading(column), ClassOf(column));
        html.Line("</tr></thead><tbody>");
        foreach (var row in section.Rows)
        {
            html.Line("<tr>");
            for (var at = 0; at < section.Columns.Count; at++) html.Element("td", SectionText.Cell(row[at], section.Columns[at]), ClassOf(section.Columns[at]));
            html.Line("</tr>");
        }

        html.Line("</tbody></table></div>");
    }

    private static string? ClassOf(ReportColumn column) => SectionText.IsNumber(column) ? "n" : null;
}
