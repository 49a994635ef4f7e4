namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class TicksTests
{
    [TestMethod]
    [DataRow(0, 97, "count", "0|20|40|60|80|100", "Value")]
    [DataRow(0, 3, "count", "0|1|2|3", "Value")]
    [DataRow(0, 0.85, "s", "0|0.2|0.4|0.6|0.8|1.0", "Value (s)")]
    [DataRow(0, 0.085, "s", "0|20|40|60|80|100", "Value (ms)")]
    [DataRow(0, 290, "s", "0|1|2|3|4|5", "Value (min)")]
    [DataRow(0, 14_000, "s", "0|1|2|3|4", "Value (h)")]
    [DataRow(0, 4.2e6, "bytes", "0|1|2|3|4|5", "Value (MB)")]
    [DataRow(0, 0.96, "rate", "0|20|40|60|80|100", "Value (%)")]
    [DataRow(0, 4.4, "usd", "0|1|2|3|4|5", "Value (USD)")]
    [DataRow(0, 4_400_000, "tokens", "0|1M|2M|3M|4M|5M", "Value (tokens)")]
    [DataRow(0, 4e-9, "count", "0|1e-9|2e-9|3e-9|4e-9", "Value")]
    [DataRow(-3, 2, "count", "−3|−2|−1|0|1|2", "Value")]
    public void LinearTicksAreRoundAndTheTitleSaysTheirUnit(double min, double max, string unit, string labels, string title)
    {
        AxisPlan plan = AxisPlan.For(new("Value", unit), min, max, 6, round: true);
        string.Join('|', plan.Ticks.Select(t => t.Label)).ShouldBe(labels);
        plan.Title.ShouldBe(title);
        plan.Min.ShouldBeLessThanOrEqualTo(min);
        plan.Max.ShouldBeGreaterThanOrEqualTo(max);
    }

    [TestMethod]
    [DataRow("2026-11-20T06:00:00Z", "2026-11-20T07:00:00Z", "06:00|06:10|06:20|06:30|06:40|06:50|07:00", "20 Nov 2026")]
    [DataRow("2026-11-20T18:00:00Z", "2026-11-21T12:00:00Z", "18:00|21:00|00:00|03:00|06:00|09:00|12:00", "20 Nov 2026|21 Nov 2026")]
    [DataRow("2026-10-22T00:00:00Z", "2026-11-20T00:00:00Z", "24 Oct|29 Oct|3 Nov|8 Nov|13 Nov|18 Nov", "2026")]
    [DataRow("2025-10-22T00:00:00Z", "2026-11-20T00:00:00Z", "Nov|Jan|Mar|May|Jul|Sep|Nov", "2025|2026")]
    [DataRow("1999-10-22T00:00:00Z", "2026-11-20T00:00:00Z", "2000|2005|2010|2015|2020|2025", "")]
    public void TimeTicksAreRoundAndTheDateStandsOnce(string from, string to, string labels, string dates)
    {
        AxisPlan plan = AxisPlan.For(new(null, null, AxisScale.Time), Seconds(from), Seconds(to), 7, round: false);
        string.Join('|', plan.Ticks.Select(t => t.Label)).ShouldBe(labels);
        string.Join('|', plan.Ticks.Select(t => t.Date).OfType<string>()).ShouldBe(dates);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(14)]
    [DataRow(30)]
    [DataRow(45)]
    [DataRow(90)]
    [DataRow(200)]
    [DataRow(365)]
    [DataRow(1000)]
    public void TimeHasThreeLabelsWhereThereIsRoomAndNoneCollide(int days)
    {
        for (int start = 0; start < 40; start++)
        {
            double from = Seconds("2026-10-01T00:00:00Z") + start * 86_400, to = from + days * 86_400.0;
            foreach (int width in new[] { 250, 400, 600, 924 })
            {
                Func<string, double> share = label => (label.Length * 7 + 14) / (double)width;
                IReadOnlyList<Tick> ticks = AxisPlan.For(new(null, null, AxisScale.Time), from, to, Math.Clamp(width / 85, 2, 14), false, share).Ticks;
                ticks.Count.ShouldBeGreaterThanOrEqualTo(3, $"{days} days from {start}, {width} wide");
                ticks.Zip(ticks.Skip(1)).ShouldAllBe(p => (p.Second.Value - p.First.Value) / (to - from) >= (share(p.First.Label) + share(p.Second.Label)) / 2);
            }
        }
    }

    [TestMethod]
    public void WeeksBeginOnMonday() =>
        AxisPlan.For(new(null, null, AxisScale.Time), Seconds("2026-10-01T00:00:00Z"), Seconds("2026-11-20T00:00:00Z"), 8, false)
            .Ticks.ShouldAllBe(t => PlotTime.Time(t.Value).DayOfWeek == DayOfWeek.Monday);

    [TestMethod]
    [DataRow(0.001, 1000, "count", 8, "0.001|0.01|0.1|1|10|100|1k")]
    [DataRow(3, 80, "count", 8, "5|10|20|50")]
    [DataRow(0.02, 3, "s", 8, "20 ms|50 ms|100 ms|200 ms|500 ms|1 s|2 s")]
    [DataRow(0.5, 7200, "s", 6, "1 s|10 s|1 min|10 min|1 h")]
    public void LogTicksAreRound(double min, double max, string unit, int count, string labels) =>
        string.Join('|', AxisPlan.For(new("Value", unit, AxisScale.Log), min, max, count, false).Ticks.Select(t => t.Label)).ShouldBe(labels);

    [TestMethod]
    public void HistogramsHaveRoundEndsAndLoseNothing()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => 0.3 + 20 * Gallery.Wave(i, 1)), double.NaN];
        HistogramMark mark = HistogramBins.Of(values, new("Duration", "s"));
        mark.Bins.Sum(b => b.Count).ShouldBe(1000);
        mark.DroppedValues.ShouldBe(1);
        mark.Bins.Count.ShouldBeInRange(5, 60);
        mark.Bins.Zip(mark.Bins.Skip(1)).ShouldAllBe(p => p.First.To == p.Second.From);
        mark.Bins.ShouldAllBe(b => Math.Abs(b.From * 2 - Math.Round(b.From * 2)) < 1e-9);
        HistogramBins.Of([5, 5, 5], new()).Bins.Sum(b => b.Count).ShouldBe(3);
        HistogramBins.Of([0], new()).Bins.Sum(b => b.Count).ShouldBe(1);
        HistogramBins.Of([], new()).Bins.ShouldBeEmpty();
        HistogramBins.Of([-1, 0, 0.001, 5000], new(null, "s", AxisScale.Log)).Bins.Sum(b => b.Count).ShouldBe(2);
    }

    [TestMethod]
    public void FoldingKeepsTheLargestAndAddsUpTheRest()
    {
        BarMark mark = CategoryFold.Bars(Enumerable.Range(0, 60).Select(i => new Bar($"n{i:00}", i)));
        mark.Bars.Count.ShouldBe(21);
        mark.Bars[0].ShouldBe(new Bar("n59", 59));
        mark.Bars[^1].ShouldBe(new Bar("other (40)", 780, SeriesMeaning.Neutral));
        CategoryFold.Bars(Enumerable.Range(0, 21).Select(i => new Bar($"n{i}", i))).Bars.Count.ShouldBe(21);

        StackedBarMark stacks = CategoryFold.Stacks([.. Enumerable.Range(0, 30).Select(i => $"c{i}")],
            [new("ok", [.. Enumerable.Range(0, 30).Select(i => (double)i)], SeriesStyle.Success), new("failed", [.. Enumerable.Range(0, 30).Select(_ => 1.0)], SeriesStyle.Failure)], 5);
        stacks.Categories.ShouldBe(["c29", "c28", "c27", "c26", "c25", "other (25)"]);
        stacks.Series[0].Values.ShouldBe([29, 28, 27, 26, 25, 300]);
        stacks.Series[1].Values[^1].ShouldBe(25);
    }

    private static double Seconds(string time) => PlotTime.Seconds(DateTimeOffset.Parse(time));
}
