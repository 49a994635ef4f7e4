using Spectre.Console;
using Spectre.Console.Rendering;

namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class TerminalPainterTests
{
    public static IEnumerable<object[]> Plots => Gallery.All.Keys.Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Plots))]
    public void NoLineIsWiderThanTheConsole(string name)
    {
        foreach (int width in new[] { 1, 7, 13, 20, 25, 33, 40, 57, 80, 99, 120, 200 })
        {
            Lines(Gallery.All[name], width, unicode: true).ShouldAllBe(l => l.Sum(s => s.CellCount()) <= width);
            Lines(Gallery.All[name], width, unicode: false).ShouldAllBe(l => l.Sum(s => s.CellCount()) <= width);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Plots))]
    public void WithoutUnicodeEverythingIsAscii(string name)
    {
        string text = Text(Gallery.All[name], 100, unicode: false);
        text.ShouldAllBe(c => c >= ' ' && c <= '~' || c == '\n');
        text.Split('\n').Length.ShouldBeGreaterThan(2);
    }

    [TestMethod]
    public void AtMostTwoColoursAreUsed()
    {
        foreach (Plot plot in Gallery.All.Values.Concat(HostileNames.Plots()))
        {
            Segment[] segments = [.. Lines(plot, 100, unicode: true).SelectMany(l => l)];
            segments.Select(s => s.Style.Foreground).Where(c => c != Color.Default).Distinct().Count().ShouldBeLessThanOrEqualTo(2);
            segments.ShouldAllBe(s => s.Style.Background == Color.Default);
        }
    }

    [TestMethod]
    public void HostileNamesCannotSteerTheTerminal()
    {
        foreach (Plot plot in HostileNames.Plots())
        {
            foreach (int width in new[] { 20, 80, 200 })
            {
                foreach (IReadOnlyList<Segment> line in Lines(plot, width, unicode: true))
                {
                    line.Sum(s => s.CellCount()).ShouldBeLessThanOrEqualTo(width);
                    string.Concat(line.Select(s => s.Text)).Any(c => char.IsControl(c) || c == '\u202e').ShouldBeFalse();
                }
            }
        }
    }

    [TestMethod]
    public void BarsShowNameLengthAndValue()
    {
        string[] lines = Text(new Plot { Title = "Runs", Y = new(null, "s"), Mark = new BarMark([new("Build", 72), new("Sync", 0.85), new("Apply", 0, SeriesMeaning.Failure)]) }, 60, unicode: true).Split('\n');
        lines[0].ShouldBe("Runs");
        lines[1].ShouldStartWith("  Build █████");
        lines[1].ShouldEndWith("1 min 12 s");
        lines[2].ShouldStartWith("  Sync  ▌ ");
        lines[2].ShouldEndWith("850 ms");
        lines[3].Trim().ShouldStartWith("Apply");
        lines[1].Length.ShouldBe(60);
    }

    [TestMethod]
    public void FailuresAreToldApartWithoutColour()
    {
        Text(Gallery.All["stacked"], 80, unicode: true).ShouldContain("▒▒ failed");
        Text(Gallery.All["stacked"], 80, unicode: false).ShouldContain("xx failed");
        Text(Gallery.All["line-3"], 80, unicode: false).ShouldContain("x failed");
    }

    [TestMethod]
    public void EmptyDataIsASentence() => Text(Gallery.All["empty"], 200, unicode: true).ShouldContain(Gallery.All["empty"].EmptyText);

    [TestMethod]
    public void ReferenceLinesAreNamedUnderTheChart() => Text(Gallery.All["line"], 90, unicode: true).ShouldContain("limit 5.2 s");

    [TestMethod]
    public void TheTitleCanBeLeftOut()
    {
        string[] lines = [.. Lines(Gallery.All["bar"], 80, true, new() { ShowTitle = false }).Select(l => string.Concat(l.Select(s => s.Text)))];
        lines[0].ShouldStartWith("  Build ");
    }

    [TestMethod]
    public void ALineIsNotDrawnAcrossAGap()
    {
        PointSeries whole = new("a", [new(0, 1), new(1, 1), new(9, 1), new(10, 1)]);
        string Drawn(PointSeries series) => Text(new Plot { Title = "t", Mark = new LineMark([series, new("b", [new(0, 0)])]) }, 60, unicode: false);
        Drawn(whole).Count(c => c == '*').ShouldBeGreaterThan(40);
        Drawn(whole with { Gaps = [5] }).Count(c => c == '*').ShouldBeLessThan(20);
    }

    [TestMethod]
    public void WithoutUnicodeACommaStandsForADot() =>
        Text(new Plot { Title = "t", Subtitle = "13 Oct – 22 Nov · 600 runs", Mark = new BarMark([new("a", 1)]) }, 60, unicode: false).ShouldContain("13 Oct - 22 Nov, 600 runs");

    [TestMethod]
    public void SparklinesGoFromZeroToTheLargest()
    {
        Sparkline.Text([0, 1, 2, 3, 4, 5, 6, 7]).ShouldBe("▁▂▃▄▅▆▇█");
        Sparkline.Text([5, 5, 5]).ShouldBe("███");
        Sparkline.Text([0, 0]).ShouldBe("▁▁");
        Sparkline.Text([7, double.NaN, 0]).ShouldBe("█ ▁");
        Sparkline.Text([0, 7], unicode: false).ShouldBe("_#");
        Sparkline.Text([.. Enumerable.Range(0, 100).Select(i => (double)i)], true, 10).Length.ShouldBe(10);
        Sparkline.Text([]).ShouldBe("");
    }

    private static string Text(Plot plot, int width, bool unicode) => string.Join('\n', Lines(plot, width, unicode).Select(l => string.Concat(l.Select(s => s.Text))));

    private static List<SegmentLine> Lines(Plot plot, int width, bool unicode, TerminalOptions? options = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(TextWriter.Null) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        IRenderable chart = TerminalPainter.Render(plot, options);
        return Segment.SplitLines(chart.Render(RenderOptions.Create(console, console.Profile.Capabilities), width));
    }
}
