using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class PngPainterTests
{
    public static IEnumerable<object[]> Plots => Gallery.All.Keys.Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Plots))]
    public void EveryKindOfPlotDecodesAndShowsSomething(string name)
    {
        PngReader png = PngReader.Read(Paint(Gallery.All[name], new() { Font = FontChoice.BuiltIn, Theme = ChartTheme.Light }));
        png.Width.ShouldBe(760);
        png[0, 0].ShouldBe(((byte)255, (byte)255, (byte)255));
        png.Pixels.Count(b => b < 200).ShouldBeGreaterThan(500);
    }

    [TestMethod]
    public void ScaleTwoHasTwiceThePixelsAndTheSameSizeOnPaper()
    {
        PngReader one = PngReader.Read(Paint(Gallery.All["bar"], new() { Width = 500, Height = 300, Font = FontChoice.BuiltIn }));
        PngReader two = PngReader.Read(Paint(Gallery.All["bar"], new() { Width = 500, Height = 300, Scale = 2, Font = FontChoice.BuiltIn }));
        (one.Width, one.Height).ShouldBe((500, 300));
        (two.Width, two.Height).ShouldBe((1000, 600));
        PixelsPerMetre(one).ShouldBe(3780);
        PixelsPerMetre(two).ShouldBe(7559);
    }

    [TestMethod]
    public void TheBuiltInFontGivesTheSameBytesEveryTime()
    {
        foreach (Plot plot in new[] { Gallery.All["stacked"], Gallery.All["histogram-log"], Gallery.All["timeline"] })
        {
            var options = new PaintOptions { Font = FontChoice.BuiltIn, Width = 480 };
            SHA256.HashData(Paint(plot, options)).ShouldBe(SHA256.HashData(Paint(plot, options)));
        }
    }

    [TestMethod]
    public void DarkChartsHaveADarkBackground()
    {
        (byte r, byte g, byte b) = PngReader.Read(Paint(Gallery.All["line"], new() { Theme = ChartTheme.Dark, Font = FontChoice.BuiltIn }))[2, 2];
        (r < 40 && g < 40 && b < 40).ShouldBeTrue();
    }

    [TestMethod]
    public void AnInstalledFontOrItsReplacementDrawsToo() =>
        PngReader.Read(Paint(Gallery.All["bar-long"], new())).Pixels.Count(b => b < 200).ShouldBeGreaterThan(500);

    [TestMethod]
    public void SizesOutOfReasonAreHeldWithinReason()
    {
        PngReader small = PngReader.Read(Paint(Gallery.All["bar"], new() { Width = 1, Height = 1, Scale = 0.001, Font = FontChoice.BuiltIn }));
        small.Width.ShouldBe(120);
        PngReader nothing = PngReader.Read(Paint(Gallery.All["line"], new() { Width = double.NaN, Height = double.PositiveInfinity, Font = FontChoice.BuiltIn }));
        nothing.Width.ShouldBe(760);
    }

    [TestMethod]
    public void CharactersThatTheBuiltInFontLacksShowABox()
    {
        byte[] boxes = Paint(new Plot { Title = "\u6771\u4eac", Mark = new BarMark([]) }, new() { Font = FontChoice.BuiltIn });
        byte[] others = Paint(new Plot { Title = "\u5317\u6d77", Mark = new BarMark([]) }, new() { Font = FontChoice.BuiltIn });
        PngReader.Read(boxes).Pixels.Count(b => b < 100).ShouldBeGreaterThan(60);
        boxes.ShouldBe(others);
    }

    private static int PixelsPerMetre(PngReader png) => BinaryPrimitives.ReadInt32BigEndian(png.Chunks["pHYs"]);

    private static byte[] Paint(Plot plot, PaintOptions options)
    {
        using var file = new MemoryStream();
        new PngPainter().Paint(plot, file, options);
        return file.ToArray();
    }
}
