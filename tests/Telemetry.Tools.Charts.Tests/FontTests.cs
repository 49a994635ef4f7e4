using System.Buffers.Binary;

namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class FontTests
{
    [TestMethod]
    public void TheBuiltInFontDrawsAllOfLatin1()
    {
        for (int c = 0x21; c <= 0xFF; c++)
        {
            if (c is >= 0x7F and <= 0x9F or 0xA0)
                continue;
            BuiltInGlyphs.Has(c).ShouldBeTrue($"U+{c:X4}");
            BuiltInGlyph glyph = BuiltInGlyphs.Of(c);
            glyph.Lines.ShouldNotBeEmpty($"U+{c:X4}");
            glyph.Lines.SelectMany(l => l).ShouldAllBe(p => p.X >= -70 && p.X <= glyph.Advance + 70 && p.Y >= -260 && p.Y <= 990, $"U+{c:X4}");
        }
        BuiltInGlyphs.Has('東').ShouldBeFalse();
        "…–—−→µ€•".ShouldAllBe(c => BuiltInGlyphs.Has(c));
    }

    [TestMethod]
    public void DigitsAreEquallyWide() =>
        "0123456789".Select(c => BuiltInFont.Instance.Width(c.ToString(), 12, false)).Distinct().Count().ShouldBe(1);

    [TestMethod]
    [DataRow(4)]
    [DataRow(12)]
    public void ATrueTypeFontIsReadWithBothKindsOfCharacterMap(int format)
    {
        TrueTypeFont font = TrueTypeFont.TryRead(TestFont.Build(format)).ShouldNotBeNull();
        font.Advance('A')!.Value.ShouldBe(0.6);
        font.Advance('東').ShouldBeNull();
        IReadOnlyList<Pt> box = font.Draw('A', new(0, 0), 1000).Contours.ShouldHaveSingleItem();
        box.Select(p => p.X).Max().ShouldBe(500);
        box.Select(p => p.Y).Min().ShouldBe(-700);
    }

    [TestMethod]
    public void CompositeGlyphsAreMovedAndScaled()
    {
        TrueTypeFont font = TrueTypeFont.TryRead(TestFont.Build(4)).ShouldNotBeNull();
        IReadOnlyList<IReadOnlyList<Pt>> contours = font.Draw('%', new(0, 0), 1000).Contours;
        contours.Count.ShouldBe(2);
        contours[1].Select(p => p.X).Min().ShouldBe(100 * 0.5 + 300, 0.1);
        contours[1].Select(p => p.Y).Min().ShouldBe(-(700 * 0.5 + 50), 0.1);
    }

    [TestMethod]
    public void BrokenFontsAreRefusedOrDrawnButNeverThrow()
    {
        byte[] good = TestFont.Build(4);
        for (int length = 0; length < good.Length; length += 3)
            Use(good[..length]);
        var random = new Random(7);
        for (int round = 0; round < 3000; round++)
        {
            byte[] broken = [.. good];
            for (int i = 0; i < 1 + round % 6; i++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            Use(broken);
        }
        TrueTypeFont.TryRead(new byte[4]).ShouldBeNull();
    }

    [TestMethod]
    public void AFolderOfBrokenFontsGivesNoFontAndAGoodOneIsFound()
    {
        string folder = Directory.CreateTempSubdirectory("telemetry-charts-").FullName;
        try
        {
            InstalledFonts.Find([folder, Path.Combine(folder, "missing")]).ShouldBeNull();
            File.WriteAllText(Path.Combine(folder, "DejaVuSans.ttf"), "no font");
            Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
            InstalledFonts.Find([folder]).ShouldBeNull();
            File.WriteAllBytes(Path.Combine(folder, "Some.ttf"), TestFont.Build(12));
            InstalledFont font = InstalledFonts.Find([folder]).ShouldNotBeNull();
            font.Name.ShouldBe("Some");
            font.Width("AA", 10, false).ShouldBe(12);
            font.Outlines("A東", new(0, 0), 10, true).Count().ShouldBe(2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Use(byte[] bytes)
    {
        if (TrueTypeFont.TryRead(bytes) is not { } font)
            return;
        foreach (char c in "A%~é")
        {
            if (font.Advance(c) is not null)
                _ = font.Draw(c, new(0, 0), 12).Contours.Count;
        }
    }
}

/// <summary>Builds a small font: every ASCII character is a box, <c>%</c> is two of them.</summary>
internal static class TestFont
{
    public static byte[] Build(int cmapFormat)
    {
        byte[] box = Words(1, 0, 0, 500, 700, 3, 0);
        box = [.. box, 1, 1, 1, 1, .. Words(100, 400, 0, -400), .. Words(0, 0, 700, 0)];
        byte[] pair = [.. Words(-1, 0, 0, 0, 0), .. Words(0x23, 1), .. Words(0, 0), .. Words(0x0B, 1), .. Words(300, 50), .. Words(0x2000)];
        byte[] glyf = [.. box, .. pair];
        byte[] loca = [.. Longs(0, 0, box.Length, glyf.Length)];
        byte[] head = new byte[54];
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(18), 1000);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        byte[] hhea = new byte[36];
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(34), 1);
        byte[] cmap = [.. Words(0, 1, 3, cmapFormat == 12 ? 10 : 1), .. Longs(12), .. cmapFormat == 12 ? Format12() : Format4()];
        return File(("cmap", cmap), ("glyf", glyf), ("head", head), ("hhea", hhea), ("hmtx", Words(600, 0)), ("loca", loca));
    }

    // Characters 0x20–0x24 and 0x26–0x7E are glyph 1, 0x25 is glyph 2.
    private static byte[] Format4()
    {
        var glyphs = Enumerable.Range(0x20, 0x5F).Select(c => c == 0x25 ? 2 : 1).ToArray();
        return [.. Words(4, 0, 0, 4, 0, 0, 0), .. Words(0x7E, -1), .. Words(0), .. Words(0x20, -1), .. Words(0, 1), .. Words(4, 0), .. Words(glyphs)];
    }

    private static byte[] Format12()
    {
        IEnumerable<byte> groups = Enumerable.Range(0x20, 0x5F).SelectMany(c => Longs(c, c, c == 0x25 ? 2 : 1));
        return [.. Words(12, 0), .. Longs(0, 0, 0x5F), .. groups];
    }

    private static byte[] File(params (string Name, byte[] Data)[] tables)
    {
        int at = 12 + 16 * tables.Length;
        var directory = new List<byte>([.. Longs(0x00010000), .. Words(tables.Length, 0, 0, 0)]);
        foreach ((string name, byte[] data) in tables)
        {
            directory.AddRange([.. name.Select(c => (byte)c), .. Longs(0, at, data.Length)]);
            at += data.Length;
        }
        return [.. directory, .. tables.SelectMany(t => t.Data)];
    }

    private static byte[] Words(params int[] values) => [.. values.SelectMany(v => new[] { (byte)(v >> 8), (byte)v })];

    private static byte[] Longs(params int[] values) => [.. values.SelectMany(v => new[] { (byte)(v >> 24), (byte)(v >> 16), (byte)(v >> 8), (byte)v })];
}
