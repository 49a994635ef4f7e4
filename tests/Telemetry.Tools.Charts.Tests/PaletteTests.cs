namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class PaletteTests
{
    [TestMethod]
    [DataRow(ChartTheme.Light)]
    [DataRow(ChartTheme.Dark)]
    public void MarksStandOutFromTheBackground(ChartTheme theme)
    {
        Palette palette = Palette.Of(theme);
        foreach (Ink ink in Palette.Inks.Where(i => !i.On && i.Kind is InkKind.Series or InkKind.Success or InkKind.Failure or InkKind.Neutral or InkKind.Axis))
            palette[ink].Contrast(palette[Ink.Background]).ShouldBeGreaterThanOrEqualTo(3, ink.Name);
    }

    [TestMethod]
    [DataRow(ChartTheme.Light)]
    [DataRow(ChartTheme.Dark)]
    public void TextIsReadable(ChartTheme theme)
    {
        Palette palette = Palette.Of(theme);
        palette[Ink.Text].Contrast(palette[Ink.Background]).ShouldBeGreaterThan(12);
        palette[Ink.Muted].Contrast(palette[Ink.Background]).ShouldBeGreaterThan(4.5);
        Palette.Inks.Count(i => i.On).ShouldBeGreaterThan(15);
        foreach (Ink ink in Palette.Inks.Where(i => i.On))
            palette[ink].Contrast(palette[ink with { On = false }]).ShouldBeGreaterThanOrEqualTo(4.5, ink.Name);
    }

    [TestMethod]
    [DataRow(ChartTheme.Light)]
    [DataRow(ChartTheme.Dark)]
    public void SeriesDifferFromEachOtherAlsoWithoutGreenAndRed(ChartTheme theme)
    {
        Palette palette = Palette.Of(theme);
        Rgb[] colours = [.. Enumerable.Range(0, Palette.Slots).Select(i => palette[Ink.Series(i)])];
        for (int i = 0; i < colours.Length; i++)
        {
            for (int j = i + 1; j < colours.Length; j++)
                Difference(colours[i], colours[j]).ShouldBeGreaterThan(20, $"{colours[i]} and {colours[j]}");
        }
    }

    [TestMethod]
    public void HeatGrowsDarkerOnLightAndLighterOnDark()
    {
        double[] light = [.. Enumerable.Range(0, Palette.HeatLevels).Select(i => Palette.Light[Ink.Heat(i)].Luminance)];
        double[] dark = [.. Enumerable.Range(0, Palette.HeatLevels).Select(i => Palette.Dark[Ink.Heat(i)].Luminance)];
        light.ShouldBe(light.OrderDescending());
        dark.ShouldBe(dark.Order());
    }

    // What is left of a difference when red and green look the same: their mean, and blue.
    private static double Difference(Rgb a, Rgb b) => Math.Abs(Yellow(a) - Yellow(b)) + Math.Abs(a.B - b.B);

    private static double Yellow(Rgb c) => 0.35 * c.R + 0.65 * c.G;
}
