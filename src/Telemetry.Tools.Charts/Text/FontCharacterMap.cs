namespace Telemetry.Tools.Charts;

/// <summary>Finds the glyph of a character: <c>cmap</c> formats 4 and 12 of the OpenType specification.</summary>
internal sealed class FontCharacterMap
{
    private readonly FontBytes _table;
    private readonly int _format;

    public FontCharacterMap(FontBytes cmap)
    {
        int best = -1;
        for (int i = 0; i < cmap.U16(2); i++)
        {
            int record = 4 + i * 8;
            if (!IsUnicode(cmap.U16(record), cmap.U16(record + 2)))
                continue;
            FontBytes table = cmap.From(cmap.U32(record + 4));
            int format = table.U16(0);
            if (format is 4 or 12 && format > best)
                (best, _table, _format) = (format, table, format);
        }
        if (best < 0)
            throw new InvalidDataException("The font has no Unicode character map that is known here.");
    }

    /// <summary>The number of the glyph; 0 = the font has none.</summary>
    public int Glyph(int codePoint) => _format == 12 ? Format12(codePoint) : codePoint <= char.MaxValue ? Format4(codePoint) : 0;

    private static bool IsUnicode(int platform, int encoding) => platform == 0 && encoding != 5 || platform == 3 && encoding is 1 or 10;

    private int Format12(int codePoint)
    {
        int low = 0, high = (int)Math.Min(_table.U32(12), int.MaxValue / 16) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2, group = 16 + middle * 12;
            if (codePoint > _table.U32(group + 4))
                low = middle + 1;
            else if (codePoint < _table.U32(group))
                high = middle - 1;
            else
                return (int)(_table.U32(group + 8) + codePoint - _table.U32(group));
        }
        return 0;
    }

    private int Format4(int codePoint)
    {
        int segments = _table.U16(6) / 2, ends = 14, starts = ends + segments * 2 + 2, deltas = starts + segments * 2, offsets = deltas + segments * 2;
        int low = 0, high = segments - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (codePoint > _table.U16(ends + middle * 2))
                low = middle + 1;
            else
                high = middle;
        }
        if (segments == 0 || codePoint < _table.U16(starts + low * 2) || codePoint > _table.U16(ends + low * 2))
            return 0;
        int delta = _table.I16(deltas + low * 2), offset = _table.U16(offsets + low * 2);
        if (offset == 0)
            return (codePoint + delta) & 0xFFFF;
        int glyph = _table.U16(offsets + low * 2 + offset + (codePoint - _table.U16(starts + low * 2)) * 2);
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }
}
