using System.Xml.Linq;

namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class SvgPainterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static IEnumerable<object[]> Plots => Gallery.All.Keys.Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Plots))]
    public void EveryKindOfPlotIsAnImageWithNameAndDescription(string name)
    {
        XElement svg = XDocument.Parse(SvgPainter.Render(Gallery.All[name])).Root!;
        svg.Name.ShouldBe(Svg + "svg");
        svg.Attribute("role")!.Value.ShouldBe("img");
        svg.Element(Svg + "title")!.Value.ShouldBe(Gallery.All[name].Title);
        svg.Element(Svg + "desc")!.Value.ShouldNotBeEmpty();
        svg.Descendants(Svg + "text").Count().ShouldBeGreaterThan(1);
    }

    [TestMethod]
    public void NoElementHasAStyleAttributeOrAnId()
    {
        foreach (Plot plot in Gallery.All.Values.Concat(HostileNames.Plots()))
            XDocument.Parse(SvgPainter.Render(plot)).Descendants().SelectMany(e => e.Attributes()).ShouldNotContain(a => a.Name == "style" || a.Name == "id" || a.Name.LocalName.StartsWith("on"));
    }

    [TestMethod]
    public void HostileNamesStayText()
    {
        foreach (Plot plot in HostileNames.Plots())
        {
            string text = SvgPainter.Render(plot, new() { Theme = ChartTheme.Light });
            XDocument.Parse(text).Descendants().Select(e => e.Name.LocalName).Distinct()
                .ShouldBeSubsetOf(["svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "path", "text"]);
            text.ShouldNotContain("\u001b");
            text.Count(char.IsControl).ShouldBe(1);
            text.ShouldNotContain("\u202e");
            text.Length.ShouldBeLessThan(600_000);
        }
    }

    [TestMethod]
    public void AnAreaSaysItsValuesWhereItIsPointedAt()
    {
        DateTimeOffset day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        PointSeries Series(string name, double first) => new(name, [PlotPoint.At(day, first), PlotPoint.At(day.AddDays(1), first + 1), PlotPoint.At(day.AddDays(2), double.NaN)]);
        Plot plot = new() { Title = "t", X = new(null, null, AxisScale.Time), Y = new("Requests", "count"), Mark = new AreaMark([Series("good", 5), Series("bad", 1)]) };
        var hits = XDocument.Parse(SvgPainter.Render(plot)).Descendants(Svg + "rect").Where(r => r.Attribute("pointer-events")?.Value == "all").ToList();
        hits.Select(h => h.Element(Svg + "title")!.Value).ShouldBe(["2026-11-20 00:00: good 5, bad 1", "2026-11-21 00:00: good 6, bad 2"]);
        double.Parse(hits[0].Attribute("x")!.Value).ShouldBeLessThan(double.Parse(hits[1].Attribute("x")!.Value));
    }

    [TestMethod]
    public void ALineIsNotDrawnAcrossAGap()
    {
        PointSeries series = new("a", [new(0, 1), new(1, 2), new(3, 2), new(5, 3), new(6, 3)]) { Gaps = [4, 2] };
        XElement svg = XDocument.Parse(SvgPainter.Render(new Plot { Title = "t", Mark = new LineMark([series]) })).Root!;
        svg.Descendants(Svg + "polyline").Count().ShouldBe(2);
        svg.Descendants(Svg + "circle").Count().ShouldBe(5);
        PlotPoint[] many = [.. Enumerable.Range(0, 100).Select(i => new PlotPoint(i, i)), new(200, 1)];
        svg = XDocument.Parse(SvgPainter.Render(new Plot { Title = "t", Mark = new LineMark([new("a", many) { Gaps = [150] }]) })).Root!;
        svg.Descendants(Svg + "circle").Count().ShouldBe(1);
    }

    [TestMethod]
    public void AutoThemeFollowsTheReaderThroughClassesAndStaysReadableWithoutThem()
    {
        string auto = SvgPainter.Render(Gallery.All["stacked"]);
        auto.ShouldContain("prefers-color-scheme: dark");
        IEnumerable<string> classes = XDocument.Parse(auto).Descendants().Attributes("class").Select(a => a.Value).Distinct();
        classes.ShouldNotBeEmpty();
        classes.ShouldAllBe(c => c.StartsWith("tt-"));
        foreach (string part in new[] { "tt-f-background", "tt-f-text", "tt-f-muted", "tt-l-grid", "tt-l-background" })
        {
            classes.ShouldContain(part);
            SvgPainter.StyleSheet.ShouldContain("." + part + "{");
        }
        XDocument.Parse(auto).Descendants(Svg + "text").ShouldAllBe(t => t.Attribute("fill") != null);
    }

    [TestMethod]
    public void AnExplicitThemeNeedsNoStyles()
    {
        foreach (ChartTheme theme in new[] { ChartTheme.Light, ChartTheme.Dark })
        {
            string text = SvgPainter.Render(Gallery.All["line"], new() { Theme = theme });
            text.ShouldNotContain("<style");
            text.ShouldNotContain("class=");
        }
        SvgPainter.Render(Gallery.All["line"], new() { EmbedStyles = false }).ShouldNotContain("<style");
    }

    [TestMethod]
    public void CutNamesAreWholeInTheTip()
    {
        Plot plot = Gallery.Bars(3, 90);
        XDocument.Parse(SvgPainter.Render(plot)).Descendants(Svg + "text").Elements(Svg + "title").Select(t => t.Value).ShouldContain(Gallery.Name(1, 90));
    }
}
