using System.Text;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>Writes <c>usage</c> in one of the formats of reports.</summary>
internal static class UsageRenderers
{
    /// <summary>Writes it whole.</summary>
    public static void Write(UsagePage page, string format, ChartTheme theme, ToolHost host, Stream output)
    {
        switch (format)
        {
            case "json":
                UsageJson.Write(page.Result, output);
                output.WriteByte((byte)'\n');
                break;
            case "csv":
                new CsvReportRenderer().Render(page.AsReport([page.Table(withTotals: false)]), output);
                break;
            case "markdown":
                new MarkdownReportRenderer().Render(page.AsReport(Tables(page)), output);
                break;
            case "html":
                new HtmlReportRenderer(theme).Render(page.AsReport([.. page.Charts, .. Tables(page)]), output);
                break;
            default:
                using (var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" }) UsageTerminal.Write(page, host.Terminal, text);
                break;
        }
    }

    private static IReadOnlyList<ReportSection> Tables(UsagePage page)
    {
        if (page.IsEmpty) return [];
        return page.Result.Group == UsageGroup.Model ? [page.Table(withTotals: true)] : [page.Table(withTotals: true), UsagePage.Models(page.Result)];
    }
}
