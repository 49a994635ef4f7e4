using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>The formats of a report, one class each.</summary>
internal static class ReportRenderers
{
    /// <summary>Their names; the first is the default.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["terminal", "markdown", "json", "html", "csv"];

    /// <summary>The renderer of a format.</summary>
    public static IReportRenderer For(string format, ChartTheme theme, ToolHost host) => format switch
    {
        "json" => new JsonReportRenderer(),
        "markdown" => new MarkdownReportRenderer(),
        "html" => new HtmlReportRenderer(theme),
        "csv" => new CsvReportRenderer(),
        _ => new TerminalReportRenderer(host.Terminal),
    };
}
