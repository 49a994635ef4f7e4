namespace Telemetry.Tools.Charts;

/// <summary>A field of cells that holds characters, and dots of an eighth of a cell.</summary>
internal sealed class CellGrid(int width, int height, bool unicode)
{
    // Bits of braille dots by row and column: Unicode, chapter "Braille Patterns".
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly char[,] _signs = new char[height, width];
    private readonly int[,] _dots = new int[height, width];
    private readonly CellStyle[,] _styles = new CellStyle[height, width];

    public int Width => width;

    public int Height => height;

    /// <summary>A character in a cell.</summary>
    public void Sign(int x, int y, char sign, CellStyle style)
    {
        if ((uint)x >= (uint)width || (uint)y >= (uint)height)
            return;
        (_signs[y, x], _styles[y, x]) = (sign, style);
    }

    /// <summary>A dot; x counts halves of a cell, y quarters.</summary>
    public void Dot(int x, int y, CellStyle style)
    {
        if (x < 0 || y < 0 || x >= width * 2 || y >= height * 4)
            return;
        if (unicode)
            _dots[y / 4, x / 2] |= Bits[y % 4, x % 2];
        else
            _signs[y / 4, x / 2] = '*';
        _styles[y / 4, x / 2] = style;
    }

    /// <summary>Dots from one place to another.</summary>
    public void DotLine((int X, int Y) from, (int X, int Y) to, CellStyle style)
    {
        int steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (int i = 0; i <= steps; i++)
            Dot(from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps, style);
    }

    /// <summary>Writes a row: cells of one style at a time.</summary>
    public void PutRow(CellPage page, int y)
    {
        for (int x = 0; x < width;)
        {
            int end = x;
            while (end < width && Style(end, y) == Style(x, y))
                end++;
            page.Put(string.Concat(Enumerable.Range(x, end - x).Select(i => At(i, y))), Style(x, y));
            x = end;
        }
    }

    private CellStyle Style(int x, int y) => At(x, y) == ' ' ? CellStyle.Plain : _styles[y, x];

    private char At(int x, int y) => _signs[y, x] != 0 ? _signs[y, x] : _dots[y, x] != 0 ? (char)(0x2800 + _dots[y, x]) : ' ';
}
