namespace Telemetry.Tools.Charts;

/// <summary>A heat map in a terminal: darker cells for larger values.</summary>
internal static class TerminalHeatMap
{
    private const int LeastCell = 1, MostCell = 4;

    public static void Draw(CellPage page, Plot plot, HeatMapMark mark)
    {
        var scale = new HeatScale(mark, plot.Y);
        string shades = page.Unicode ? "·░▒▓█" : ".:=*#";
        string[] rows = [.. mark.Rows.Select(ChartText.Clean)];
        int names = Math.Min(rows.Max(CellText.Width), Math.Max(1, page.Width / 3));
        int room = Math.Max(1, page.Width - names - 3);
        int cell = Math.Clamp(room / mark.Columns.Count, LeastCell, MostCell);
        int join = (int)Math.Ceiling(mark.Columns.Count * cell / (double)room);
        Key(page, plot, scale, shades);
        for (int r = 0; r < rows.Length; r++)
        {
            page.NewLine();
            page.Put("  ");
            page.Column(rows[r], names, right: true);
            page.Put(" ");
            page.Put(string.Concat(Enumerable.Range(0, mark.Columns.Count).Chunk(join).Select(c => new string(Shade(mark, scale, shades, r, c), cell))), CellStyle.Mark);
        }
        Columns(page, mark, names + 3, cell, join);
    }

    // Columns that share a cell show the largest value among them.
    private static char Shade(HeatMapMark mark, HeatScale scale, string shades, int row, int[] columns)
    {
        double?[] known = [.. columns.Select(c => mark[row, c]).Where(v => v is not null)];
        return known.Length == 0 ? ' ' : shades[scale.Level(known.Max()!.Value, shades.Length)];
    }

    private static void Key(CellPage page, Plot plot, HeatScale scale, string shades)
    {
        page.NewLine();
        page.Put($"  {ChartText.Clean(plot.Y.Title)} ".TrimEnd() + $"  {ValueFormat.Compact(scale.Min, plot.Y.Unit)} ", CellStyle.Muted);
        page.Put(string.Concat(shades.Select(s => new string(s, 2))), CellStyle.Mark);
        page.Put($" {ValueFormat.Compact(scale.Max, plot.Y.Unit)}", CellStyle.Muted);
    }

    private static void Columns(CellPage page, HeatMapMark mark, int indent, int cell, int join)
    {
        var line = new System.Text.StringBuilder(new string(' ', indent));
        for (int c = 0; c < mark.Columns.Count; c += join)
        {
            int at = indent + c / join * cell;
            string name = CellText.Middle(ChartText.Clean(mark.Columns[c]), 12);
            if (line.Length > at || at + CellText.Width(name) > page.Width)
                continue;
            line.Append(' ', at - line.Length).Append(name).Append(' ');
        }
        page.NewLine();
        page.Put(line.ToString().TrimEnd(), CellStyle.Muted);
    }
}
