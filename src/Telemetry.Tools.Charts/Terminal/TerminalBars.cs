namespace Telemetry.Tools.Charts;

/// <summary>Bars in a terminal: name, bar, value.</summary>
internal static class TerminalBars
{
    private const int LeastBar = 4;

    public static void Draw(CellPage page, Plot plot, CategoryBars data)
    {
        string[] values = [.. data.Bars.Select(b => BarText.Value(b.Total, plot.Y.Unit))];
        int valueWidth = Math.Min(values.Max(CellText.Width), Math.Max(1, page.Width / 2));
        int names = Math.Min(data.Bars.Max(b => CellText.Width(b.Name)), Math.Max(1, Math.Min(page.Width * 2 / 5, page.Width - valueWidth - LeastBar - 5)));
        double room = Math.Max(1, page.Width - 2 - names - 1 - 2 - valueWidth);
        double largest = data.Bars.Max(b => Math.Max(b.Above, -b.Below));
        double scale = largest > 0 ? room / largest : 0;
        for (int i = 0; i < data.Bars.Count; i++)
        {
            page.NewLine();
            page.Put("  ");
            page.Column(data.Bars[i].Name, names);
            page.Put(" ");
            int barStart = page.Used;
            DrawBar(page, data, data.Bars[i], scale, (int)room);
            page.Column("", (int)room - page.Used + barStart);
            page.Put("  ");
            page.Column(values[i], valueWidth, right: true);
        }
        if (data.Legend.Count > 1)
            Legend(page, data.Legend);
    }

    private static void DrawBar(CellPage page, CategoryBars data, CategoryBar bar, double scale, int room)
    {
        if (bar.Pieces.Count == 1 && data.Legend.Count < 2)
        {
            bool failed = bar.Pieces[0].Ink == Ink.Failure;
            string cells = BlockBar.Full(Math.Abs(bar.Pieces[0].Value) * scale, page.Unicode && !failed);
            page.Put(failed ? cells.Replace('#', BlockBar.Filling(0, true, page.Unicode)) : cells, failed ? CellStyle.Failure : CellStyle.Mark);
            return;
        }
        double done = 0;
        int drawn = 0;
        foreach (BarPiece piece in bar.Pieces)
        {
            done += Math.Abs(piece.Value) * scale;
            int end = Math.Min(room, Math.Max(drawn + 1, (int)Math.Round(done)));
            bool failed = piece.Ink == Ink.Failure;
            page.Put(new string(BlockBar.Filling(Order(data, piece), failed, page.Unicode), end - drawn), failed ? CellStyle.Failure : CellStyle.Mark);
            drawn = end;
        }
    }

    public static void Legend(CellPage page, IReadOnlyList<LegendEntry> legend)
    {
        page.NewLine();
        page.Put("  ");
        int used = 2;
        for (int i = 0; i < legend.Count; i++)
        {
            string name = CellText.Middle(legend[i].Name, Math.Max(4, page.Width / 3));
            int width = CellText.Width(name) + 5;
            if (used + width > page.Width && used > 2)
            {
                page.NewLine();
                page.Put("  ");
                used = 2;
            }
            bool failed = legend[i].Ink == Ink.Failure;
            page.Put(new string(BlockBar.Filling(i, failed, page.Unicode), 2), failed ? CellStyle.Failure : CellStyle.Mark);
            page.Put($" {name}  ");
            used += width;
        }
    }

    private static int Order(CategoryBars data, BarPiece piece)
    {
        for (int i = 0; i < data.Legend.Count; i++)
        {
            if (data.Legend[i].Name == piece.Series)
                return i;
        }
        return 0;
    }
}
