using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Names of charts in answers.</summary>
internal static class ChartWords
{
    public static string Of(ReportChart chart) => chart switch
    {
        ReportChart.Bar => "bar",
        ReportChart.StackedBar => "stacked-bar",
        ReportChart.Line => "line",
        ReportChart.Area => "area",
        ReportChart.Histogram => "histogram",
        ReportChart.Scatter => "scatter",
        ReportChart.HeatMap => "heat-map",
        ReportChart.Timeline => "timeline",
        _ => "table",
    };
}
