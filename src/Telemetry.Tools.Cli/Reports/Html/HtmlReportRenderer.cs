using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>One file for a browser: no network, no script, light and dark, charts as SVG inside, good on a phone and on paper.</summary>
/// <param name="theme">Light, dark, or what the reader prefers.</param>
internal sealed class HtmlReportRenderer(ChartTheme theme) : TextReportRenderer
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <inheritdoc/>
    protected override void Render(ReportPage page, TextWriter output)
    {
        var html = new HtmlText(output);
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine($"<html lang=\"en\" data-theme=\"{ThemeName}\">");
        WriteHead(page, html);
        output.WriteLine("<body>");
        WriteHeader(page, html);
        output.WriteLine("<main>");
        foreach (var section in page.Report.Sections) WriteSection(page, section, html);
        WriteRejected(page.Report, html);
        output.WriteLine("</main>");
        WriteFooter(page, html);
        output.WriteLine("</body>");
        output.WriteLine("</html>");
    }

    private string ThemeName => theme switch { ChartTheme.Light => "light", ChartTheme.Dark => "dark", _ => "auto" };

    private static void WriteHead(ReportPage page, HtmlText html)
    {
        html.Line("<head>");
        html.Line("<meta charset=\"utf-8\" />");
        html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\" />");
        html.Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
        html.Line("<meta name=\"color-scheme\" content=\"light dark\" />");
        html.Element("title", $"{page.Title} · {page.PeriodText}");
        html.Line($"<style>{HtmlStyle.Text}{SvgPainter.StyleSheet}</style>");
        html.Line("</head>");
    }

    private static void WriteHeader(ReportPage page, HtmlText html)
    {
        html.Line("<header>");
        html.Element("h1", page.Title);
        html.Element("p", page.PeriodText, "period");
        if (page.Conditions.Count > 0) html.Element("p", "Only " + string.Join(" and ", page.Conditions), "conditions");
        html.Line("<dl class=\"figures\">");
        foreach (var figure in page.Report.Events == 0 ? [] : page.Figures) WriteFigure(figure, html);
        html.Line("</dl>");
        foreach (var remark in page.Remarks) html.Element("p", remark, "remark");
        if (page.Report.Events == 0) html.Element("p", "No events in this period.", "empty");
        html.Line("</header>");
    }

    private static void WriteFigure(KeyFigure figure, HtmlText html)
    {
        html.Line("<div>");
        html.Element("dt", figure.Name);
        html.Element("dd", figure.Value, "value");
        if (figure.Detail is { } detail) html.Element("dd", detail, "detail");
        html.Line("</div>");
    }

    private void WriteSection(ReportPage page, ReportSection section, HtmlText html)
    {
        if (section.Rows.Count == 0 && page.Report.Events == 0) return;
        var plot = SectionPlot.Of(section, page.Report, page.Caption, theme);
        var isBeside = plot is not null && HtmlTable.IsShort(section);
        html.Line($"<section id=\"{HtmlText.Encode(section.Id)}\"{(isBeside ? " class=\"beside\"" : "")}>");
        html.Element("h2", section.Title, plot is null ? null : "drawn");
        if (plot is not null) html.Line(SvgFigure.Of(plot, isBeside));
        HtmlTable.Write(section, html);
        html.Line("</section>");
    }

    private static void WriteRejected(ReportResult report, HtmlText html)
    {
        if (report.Rejected == 0) return;
        html.Line("<section id=\"rejected-lines\">");
        html.Element("h2", "Lines that were left out");
        html.Element("p", $"{ValueFormat.Text(report.Rejected, "count")} in all. A line's content is never shown.");
        html.Line("<div class=\"scroll\"><table><thead><tr><th>File</th><th class=\"n\">Line</th><th>Reason</th></tr></thead><tbody>");
        foreach (var line in report.RejectedLines) WriteRejectedLine(line, html);
        html.Line("</tbody></table></div>");
        html.Line("</section>");
    }

    private static void WriteRejectedLine(RejectedLine line, HtmlText html)
    {
        html.Line("<tr>");
        html.Element("td", Path.GetFileName(line.File));
        html.Element("td", ValueFormat.Text(line.Line, "count"), "n");
        html.Element("td", line.Reason);
        html.Line("</tr>");
    }

    private static void WriteFooter(ReportPage page, HtmlText html)
    {
        html.Line("<footer>");
        html.Element("p", $"{page.Command} · made {ValueFormat.Time(page.Made)} UTC · all times {page.ZoneName} · this file loads nothing from anywhere");
        html.Line("</footer>");
    }
}
