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
        mark.Series.Select(series => series.Gaps.Count).ShouldBe([1, 0]);
    }

    [TestMethod]
    public void TheRestComesLastAndIsGrey()
    {
        var mark = Plot("line", [Day, Name, new("p50_seconds", "s")], [Noon, "a", null], [Noon, "other (3)", 2.0], [Noon.AddDays(1), "a", 1.5], [Noon.AddDays(1), "other (3)", 3.0]).Mark.ShouldBeOfType<LineMark>();
        mark.Series.Select(series => (series.Name, series.Style.Meaning)).ShouldBe([("a", SeriesMeaning.None), ("other (3)", SeriesMeaning.Neutral)]);
        var stacks = Plot("stacked-bar", [Day, Name, Count], [Noon, "other (3)", 9L], [Noon, "a", 1L]).Mark.ShouldBeOfType<StackedBarMark>();
        stacks.Series.Select(series => (series.Name, series.Style.Meaning)).ShouldBe([("a", SeriesMeaning.None), ("other (3)", SeriesMeaning.Neutral)]);
    }

    [TestMethod]
    public void StacksSayWhichDaysTheyShowAndNameNoOthers()
    {
        var plot = Plot("stacked-bar", [Day, Name, Count], [Noon.AddDays(-400), "old", 5L], [Noon.AddDays(-399), "a", 3L], [Noon, "a", 4L]);
        var mark = plot.Mark.ShouldBeOfType<StackedBarMark>();
        (mark.Categories.Count, mark.Series.Single().Name).ShouldBe((400, "a"));
        plot.Subtitle.ShouldBe("17 Oct 2025 – 20 Nov 2026, the last 400 days");
        Plot("stacked-bar", [Day, Name, Count], [Noon.AddDays(-399), "a", 3L], [Noon, "a", 4L]).Subtitle.ShouldBe(Page().Caption);
    }

    [TestMethod]
    public void ASectionSaysWhatItShows()
    {
        var section = Section("line", [Day, Count], [Noon, 1L], [Noon.AddDays(1), 2L]) with { Shown = "the last 2 days" };
        SectionPlot.Of(section, Page().Report, Page().Caption).ShouldNotBeNull().Subtitle.ShouldBe("the last 2 days");
    }

    [TestMethod]
    public void ACellWithoutAValueIsEmpty()
    {
        var mark = Plot("heat-map", [Name, new("hour", null), new("cost_usd", "usd")], ["Mon", "00", null], ["Mon", "01", 2m]).Mark.ShouldBeOfType<HeatMapMark>();
        mark.Values[0].ShouldBe([null, 2.0]);
        mark.DroppedValues.ShouldBe(0);
    }

    [TestMethod]
    public void ATimelineHasASpanWhereThereWereEvents()
    {
        var plot = Plot("timeline", [Day, Name, Count], [Noon, "a", 2L], [Noon.AddDays(1), "a", 1L], [Noon.AddDays(2), "a", 0L], [Noon.AddDays(3), "a", 1L], [Noon, "b", 0L], [Noon.AddDays(1), "b", 1L]);
        plot.X.Scale.ShouldBe(AxisScale.Time);
        plot.Mark.ShouldBeOfType<TimelineMark>().Spans.Select(span => (span.Lane, (PlotTime.Time(span.Start) - Noon).Days, (PlotTime.Time(span.End) - Noon).Days))
            .ShouldBe([("a", 0, 2), ("a", 3, 4), ("b", 1, 2)]);
    }

    [TestMethod]
    public void OneDayIsAComparisonOfBars()
    {
        var plot = Plot("line", [Day, Name, new("p50_seconds", "s")], [Noon, "a", 1.5], [Noon, "b", 2.0]);
        plot.Mark.ShouldBeOfType<BarMark>().Bars.Select(bar => (bar.Name, bar.Value)).ShouldBe([("a", 1.5), ("b", 2.0)]);
        (plot.X.Title, plot.X.Scale).ShouldBe(("2026-11-20", AxisScale.Linear));
        Plot("line", [Day, Name, new("p50_seconds", "s")], [Noon, "a", 1.5], [Noon, "b", null]).Mark.DroppedValues.ShouldBe(0);
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
