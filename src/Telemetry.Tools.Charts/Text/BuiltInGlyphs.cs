using System.Collections.Concurrent;

namespace Telemetry.Tools.Charts;

/// <summary>Looks up and composes the characters of the built-in font.</summary>
internal static class BuiltInGlyphs
{
    private static readonly ConcurrentDictionary<int, BuiltInGlyph> Made = new();

    private static readonly BuiltInGlyph Missing = BuiltInGlyph.Parse("560 M 80 0 L 80 720 L 480 720 L 480 0 L 80 0");

    private static readonly Dictionary<char, BuiltInGlyph> Accents = new()
    {
        ['`'] = BuiltInGlyph.Parse("0 M -90 110 L 30 0"),
        ['´'] = BuiltInGlyph.Parse("0 M 90 110 L -30 0"),
        ['^'] = BuiltInGlyph.Parse("0 M -110 0 L 0 110 L 110 0"),
        ['~'] = BuiltInGlyph.Parse("0 M -130 20 C -80 110 -40 110 0 60 C 40 10 80 10 130 100"),
        ['¨'] = BuiltInGlyph.Parse("0 D -95 60 D 95 60"),
        ['°'] = BuiltInGlyph.Parse("0 M 0 140 H 75 65 V 0 -10 H -75 65 V 0 140"),
        [','] = BuiltInGlyph.Parse("0 M 10 0 C 110 -60 90 -210 -60 -180"),
    };

    /// <summary>The character, or a box where the font has none.</summary>
    public static BuiltInGlyph Of(int codePoint) => Made.GetOrAdd(codePoint, static c => Find(c) ?? Missing);

    public static bool Has(int codePoint) => !ReferenceEquals(Of(codePoint), Missing);

    private static BuiltInGlyph? Find(int codePoint)
    {
        if (codePoint > char.MaxValue)
            return null;
        char c = (char)codePoint;
        if (BuiltInGlyphData.Drawn.TryGetValue(c, out string? drawn))
            return BuiltInGlyph.Parse(drawn);
        if (BuiltInGlyphData.Accented.TryGetValue(c, out string? parts))
            return Accent(parts[0], parts[1]);
        return Small(c);
    }

    private static BuiltInGlyph Accent(char letter, char accent)
    {
        BuiltInGlyph plain = Of(letter == 'i' ? 'ı' : letter);
        double middle = plain.Lines.SelectMany(l => l).Select(p => p.X) is var xs ? (xs.Min() + xs.Max()) / 2 : 0;
        double height = accent == ',' ? 0 : char.IsUpper(letter) ? 800 : 620;
        return plain.With(Accents[accent], middle, height);
    }

    private static BuiltInGlyph? Small(char c) => c switch
    {
        '\u00a0' or '\u202f' or '\u2009' => Of(' '),
        '\u00ad' or '\u2010' or '\u2011' => Of('-'),
        '¹' => Raised('1'),
        '²' => Raised('2'),
        '³' => Raised('3'),
        'ª' => Raised('a'),
        'º' => Raised('o'),
        '¼' => Fraction('1', '4'),
        '½' => Fraction('1', '2'),
        '¾' => Fraction('3', '4'),
        _ => null,
    };

    private static BuiltInGlyph Raised(char c) => Of(c).Scaled(0.58).Moved(0, 310);

    private static BuiltInGlyph Fraction(char over, char under)
    {
        BuiltInGlyph top = Raised(over), slash = BuiltInGlyph.Parse("250 M -20 0 L 270 720"), bottom = Of(under).Scaled(0.58);
        double second = top.Advance + slash.Advance;
        return new BuiltInGlyph(second + bottom.Advance, [.. top.Lines, .. slash.Moved(top.Advance, 0).Lines, .. bottom.Moved(second, 0).Lines]);
    }
}
