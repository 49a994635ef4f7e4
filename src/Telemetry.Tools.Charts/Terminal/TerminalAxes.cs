namespace Telemetry.Tools.Charts;

/// <summary>Axes of characters around a grid.</summary>
internal static class TerminalAxes
{
    /// <summary>Writes the rows of a grid with the labels of the vertical axis, and the horizontal axis below.</summary>
    public static void Draw(CellPage page, CellGrid grid, AxisPlan up, AxisPlan across, int labels)
    {
        Dictionary<int, string> byRow = [];
        foreach (Tick tick in up.Ticks)
            byRow.TryAdd((int)Math.Round(up.At(tick.Value, grid.Height - 1, 0)), tick.Label);
        for (int y = 0; y < grid.Height; y++)
        {
            page.NewLine();
            string? label = byRow.GetValueOrDefault(y);
            page.Column(label ?? "", labels, right: true, CellStyle.Muted);
            page.Put(page.Unicode ? label is null ? " │" : " ┤" : label is null ? " |" : " +", CellStyle.Muted);
            grid.PutRow(page, y);
        }
        Below(page, across, labels + 1, grid.Width);
    }

    /// <summary>The line under a grid, and what its ticks are.</summary>
    public static void Below(CellPage page, AxisPlan axis, int indent, int width)
    {
        char[] line = [.. Enumerable.Repeat(page.Unicode ? '─' : '-', width)];
        char[] labels = [.. Enumerable.Repeat(' ', Math.Max(0, page.Width - indent - 1))];
        char[] dates = [.. labels];
        int free = 0, freeDate = 0;
        foreach (Tick tick in axis.Ticks)
        {
            int x = Math.Clamp((int)Math.Round(axis.At(tick.Value, 0, width - 1)), 0, width - 1);
            string text = page.Unicode ? tick.Label : CellText.Ascii(tick.Label);
            int start = Math.Max(0, x - text.Length / 2);
            if (start < free || start + text.Length > labels.Length)
                continue;
            text.CopyTo(0, labels, start, text.Length);
            line[x] = page.Unicode ? '┬' : '+';
            free = start + text.Length + 2;
            if (tick.Date is { } date && start >= freeDate && start + date.Length <= dates.Length)
            {
                date.CopyTo(0, dates, start, date.Length);
                freeDate = start + date.Length + 2;
            }
        }
        string pad = new(' ', indent);
        page.NewLine();
        page.Put(pad + (page.Unicode ? "└" : "+") + new string(line), CellStyle.Muted);
        foreach (string text in new[] { new string(labels), new string(dates) }.Where(t => t.AsSpan().Trim().Length > 0))
        {
            page.NewLine();
            page.Put($"{pad} {text.TrimEnd()}", CellStyle.Muted);
        }
    }

    /// <summary>Titles of both axes in one line.</summary>
    public static void Titles(CellPage page, AxisPlan up, AxisPlan? across)
    {
        string text = string.Join(page.Unicode ? " · " : ", ", new[] { up.Title, across?.Title }.OfType<string>());
        if (text.Length == 0)
            return;
        page.NewLine();
        page.Put("  " + text, CellStyle.Muted);
    }
}
