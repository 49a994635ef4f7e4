using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class SectionPlotTests
{
    private static readonly ReportColumn Name = new("target", null);
    private static readonly ReportColumn Day = new("day", "time");
    private static readonly ReportColumn Count = new("count", "count");
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void BarsKeepTheirOrderAndTheRestIsGrey()
    {
        var mark = Plot("bar", [Name, Count], ["a", 5L], ["b", 3L], ["other (7)", 9L]).Mark.ShouldBeOfType<BarMark>();
        mark.Bars.Select(bar => bar.Name).ShouldBe(["a", "b", "other (7)"]);
        mark.Bars[2].Meaning.ShouldBe(SeriesMeaning.Neutral);
    }

    [TestMethod]
    public void SuccessesAndFailuresHaveTheirMeaning()
    {
        var mark = Plot("stacked-bar", [Name, new("successes", "count"), new("failures", "count")], ["a", 5L, 1L]).Mark.ShouldBeOfType<StackedBarMark>();
        mark.Series.Select(series => series.Style.Meaning).ShouldBe([SeriesMeaning.Success, SeriesMeaning.Failure]);
    }

    [TestMethod]
    public void DaysWithoutAValueAreNoPoints()
    {
        var mark = Plot("line", [Day, Name, new("p50_seconds", "s")], [Noon, "a", 1.5], [Noon.AddDays(1), "a", null], [Noon, "b", 2.0]).Mark.ShouldBeOfType<LineMark>();
        mark.Series.Select(series => (series.Name, series.Points.Count)).ShouldBe([("a", 1), ("b", 1)]);
        mark.DroppedValues.ShouldBe(0);
    }

    [TestMethod]
    public void OneDayIsAComparisonOfBars()
    {
        var plot = Plot("line", [Day, Name, new("p50_seconds", "s")], [Noon, "a", 1.5], [Noon, "b", 2.0]);
        plot.Mark.ShouldBeOfType<BarMark>().Bars.Select(bar => (bar.Name, bar.Value)).ShouldBe([("a", 1.5), ("b", 2.0)]);
        (plot.X.Title, plot.X.Scale).ShouldBe(("2026-11-20", AxisScale.Linear));
        Plot("area", [Day, Count], [Noon, 26L]).Mark.ShouldBeOfType<BarMark>().Bars.Single().Name.ShouldBe("2026-11-20");
    }

    [TestMethod]
    public void AHistogramsCountsAreNoDurations()
    {
        var plot = Plot("histogram", [new("from", "s"), new("to", "s"), Count], [1.0, 2.0, 4L], [2.0, 3.0, 1L]);
        (plot.X.Unit, plot.X.Scale, plot.Y.Unit).ShouldBe(("s", AxisScale.Linear, "count"));
    }

    [TestMethod]
    public void RangesThatGrowByAFactorStandOnALogarithmicAxis() =>
        Plot("histogram", [new("from", "s"), new("to", "s"), Count], [0.1, 0.2, 4L], [1.0, 2.0, 1L]).X.Scale.ShouldBe(AxisScale.Log);

    [TestMethod]
    public void AGroupWithoutANameSaysSo() =>
        Plot("bar", [Name, Count], [null, 5L]).Mark.ShouldBeOfType<BarMark>().Bars[0].Name.ShouldBe("(none)");

    [TestMethod]
    public void ATableHasNoChart() => SectionPlot.Of(Section("table", [Name, Count], ["a", 5L]), Page().Report, null).ShouldBeNull();

    private static Plot Plot(string chart, ReportColumn[] columns, params object?[][] rows) => SectionPlot.Of(Section(chart, columns, rows), Page().Report, Page().Caption).ShouldNotBeNull();

    private static ReportSection Section(string chart, ReportColumn[] columns, params object?[][] rows) => new("id", "Title", chart, columns, rows);

    private static ReportPage Page()
    {
        var summary = new ReportSummary(9, 8, 1, 8.0 / 9, null, null, null, null, null, null, null, null, null, null);
        return new ReportPage(new ReportResult("build", null, null, 9, 0, [], summary, []), new ReportPeriod(null, null, null), [], Noon);
    }
}
