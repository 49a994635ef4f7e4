namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class LayoutTests
{
    public static IEnumerable<object[]> Matrix =>
        from kind in new[] { "bar", "vertical", "stacked", "line", "area", "scatter", "histogram", "heat", "timeline" }
        from count in new[] { 1, 5, 60 }
        from length in new[] { 0, 90 }
        from width in new[] { 320.0, 760.0, 1400.0 }
        select new object[] { kind, count, length, width };

    [TestMethod]
    [DynamicData(nameof(Matrix))]
    public void LabelsNeitherOverlapNorLeaveTheCanvas(string kind, int count, int length, double width)
    {
        Plot plot = Make(kind, count, length);
        foreach (ITextMetrics metrics in new ITextMetrics[] { BuiltInFont.Instance, SvgMetrics.Instance })
        {
            Check(ChartLayout.Arrange(plot, new() { Width = width }, metrics), $"{kind} {count} {length} {width}");
            Check(ChartLayout.Arrange(plot, new() { Width = width, Height = 420 }, metrics), $"{kind} {count} {length} {width} fixed height");
        }
    }

    [TestMethod]
    public void TheGalleryKeepsTheRulesToo()
    {
        foreach ((string name, Plot plot) in Gallery.All)
            Check(ChartLayout.Arrange(plot, new(), BuiltInFont.Instance), name);
    }

    [TestMethod]
    public void HostileNamesKeepTheRulesToo()
    {
        foreach (Plot plot in HostileNames.Plots())
            Check(ChartLayout.Arrange(plot, new(), BuiltInFont.Instance), plot.Mark.GetType().Name);
    }

    [TestMethod]
    public void ExtremeValuesAreLaidOut()
    {
        foreach (double scale in new[] { 1e-300, 1e-12, 1e-9, 1, 1e9, 1e15, 1e300 })
        {
            foreach (string? unit in new[] { null, "s", "usd", "bytes", "percent", "tokens" })
            {
                PlotMark[] marks =
                [
                    new BarMark([new("a", scale), new("b", -scale / 3), new("c", double.NaN)]),
                    new LineMark([new("a", [new(0, scale), new(scale, scale * 1.0000001), new(scale * 2, -scale)])]),
                    new ScatterMark([new("a", [new(scale, scale)])]),
                    HistogramBins.Of([scale, scale * 2, scale * 7], new(null, unit)),
                    new HeatMapMark(["a"], ["b"], [[scale]]),
                    new TimelineMark([new("a", 0, scale), new("b", scale, scale)]),
                ];
                foreach (PlotMark mark in marks)
                    Check(ChartLayout.Arrange(new Plot { Title = "t", X = new("x", unit), Y = new("y", unit), Mark = mark }, new(), BuiltInFont.Instance), $"{mark.GetType().Name} {scale} {unit}");
            }
        }
    }

    [TestMethod]
    public void OneSeriesHasNoLegendAndTwoHaveOne()
    {
        Texts(Gallery.All["area"]).ShouldNotContain("large");
        Texts(Gallery.All["area-stacked"]).ShouldContain("large");
    }

    [TestMethod]
    public void EmptyDataIsASentence()
    {
        Scene scene = ChartLayout.Arrange(Gallery.All["empty"], new(), BuiltInFont.Instance);
        scene.Texts.Select(t => t.Text).ShouldContain(Gallery.All["empty"].EmptyText);
        scene.Items.Count.ShouldBe(scene.Texts.Count());
    }

    [TestMethod]
    public void ValuesThatAreNoNumbersAreSaidInTheSubtitle() =>
        Texts(Gallery.All["unfinished"]).ShouldContain("2 values left out (no number)");

    [TestMethod]
    public void LogScaleIsSaidAndDropsWhatHasNoPlace()
    {
        var plot = new Plot { Title = "t", Y = new("Duration", "s", AxisScale.Log), Mark = new LineMark([new("a", [new(1, 0), new(2, 0.1), new(3, 100)])]) };
        Texts(plot).ShouldContain("1 value left out (no place on a log scale)");
        Texts(plot).ShouldContain("Duration (log scale)");
    }

    [TestMethod]
    public void BarsBeginAtZero()
    {
        Scene scene = ChartLayout.Arrange(new Plot { Title = "t", Mark = new BarMark([new("a", 1000), new("b", 1010)]) }, new(), BuiltInFont.Instance);
        double[] bars = [.. scene.Items.OfType<RectItem>().Where(r => r.Fill == Ink.Series(0)).Select(r => r.Box.Width)];
        (bars[0] / bars[1]).ShouldBe(1000 / 1010.0, 0.001);
    }

    [TestMethod]
    public void FailuresHaveASecondCueInEveryKind()
    {
        foreach (string name in new[] { "bar", "stacked", "area-stacked", "timeline" })
            ChartLayout.Arrange(Gallery.All[name], new(), BuiltInFont.Instance).Items.OfType<HatchItem>().ShouldNotBeEmpty(name);
        Items("line-3").OfType<PolylineItem>().Count(p => p.Pen.Dashed).ShouldBe(1);
        Items("scatter").OfType<LineItem>().Count(l => l.Pen.Ink == Ink.Failure).ShouldBeGreaterThan(50);
    }

    private static IEnumerable<SceneItem> Items(string name) => ChartLayout.Arrange(Gallery.All[name], new(), BuiltInFont.Instance).Items;

    private static IEnumerable<string> Texts(Plot plot) => ChartLayout.Arrange(plot, new(), BuiltInFont.Instance).Texts.Select(t => t.Text);

    private static void Check(Scene scene, string what)
    {
        TextItem[] texts = [.. scene.Texts];
        var canvas = new Box(0, 0, scene.Width, scene.Height);
        foreach (TextItem text in texts)
        {
            canvas.Contains(text.Bounds).ShouldBeTrue($"{what}: '{text.Text}' at {text.Bounds} leaves {canvas}");
            text.Size.ShouldBeGreaterThanOrEqualTo(12);
        }
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = i + 1; j < texts.Length; j++)
            {
                if (texts[i].Bounds.Overlaps(texts[j].Bounds, -1.5))
                    Assert.Fail($"{what}: '{texts[i].Text}' {texts[i].Bounds} and '{texts[j].Text}' {texts[j].Bounds}");
            }
        }
        foreach (Box box in scene.Items.OfType<RectItem>().Select(r => r.Box))
            new Box(-1, -1, scene.Width + 2, scene.Height + 2).Contains(box).ShouldBeTrue($"{what}: {box}");
    }

    private static Plot Make(string kind, int count, int length)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => Gallery.Name(i, length))];
        PlotPoint[] points = [.. Enumerable.Range(0, count).Select(i => PlotPoint.At(DateTimeOffset.UnixEpoch.AddDays(20_000 + i), 1e5 * Gallery.Wave(i, 1)))];
        PointSeries[] series = [.. names.Take(12).Select(n => new PointSeries(n, points))];
        bool isTime = kind is "line" or "area" or "scatter";
        return new Plot
        {
            Title = kind + " " + new string('t', length) + " of something",
            Subtitle = string.Join(' ', names.Take(3)),
            X = isTime ? new("Day", null, AxisScale.Time) : new("What is compared", "s"),
            Y = new("Measured " + new string('y', length / 3), "s"),
            References = kind is "histogram" or "timeline" ? [new(ReferenceAxis.X, 3, "p50"), new(ReferenceAxis.X, 3.1, "p95"), new(ReferenceAxis.X, 40, "p99")] : [new(ReferenceAxis.Y, 5e4, "limit"), new(ReferenceAxis.Y, 5.2e4, "other limit")],
            Mark = kind switch
            {
                "bar" => new BarMark([.. names.Select((n, i) => new Bar(n, 1e5 * Gallery.Wave(i, 2) - (i == 2 ? 9e4 : 0)))]),
                "vertical" => new BarMark([.. names.Select((n, i) => new Bar(n, 1e5 * Gallery.Wave(i, 2) - (i == 2 ? 9e4 : 0)))]) { Orientation = BarOrientation.Vertical },
                "stacked" => new StackedBarMark(names, [.. names.Take(9).Select((n, s) => new ValueSeries(n, [.. names.Select((_, i) => 1e4 * Gallery.Wave(i, s))], s == 1 ? SeriesStyle.Failure : default))]),
                "line" => new LineMark(series),
                "area" => new AreaMark(series),
                "scatter" => new ScatterMark(series),
                "histogram" => new HistogramMark([.. names.Select((_, i) => new HistogramBin(i, i + 1, 100 * Gallery.Wave(i, 2)))]),
                "heat" => new HeatMapMark(names, names, [.. names.Select((_, r) => (IReadOnlyList<double?>)[.. names.Select((_, c) => (double?)(1e3 * Gallery.Wave(r + c, 2)))])]),
                _ => new TimelineMark([.. names.Select((n, i) => new TimelineSpan(n, i, i + 1 + i % 7, n, i % 5 == 1 ? SeriesStyle.Failure : default))]),
            },
        };
    }
}
