namespace Telemetry.Tools.Charts;

/// <summary>A piece of a bar.</summary>
internal readonly record struct BarPiece(double Value, Ink Ink, string? Series);

/// <summary>A bar, whether of one piece or of several.</summary>
internal sealed record CategoryBar(string Name, IReadOnlyList<BarPiece> Pieces)
{
    public double Above => Pieces.Where(p => p.Value > 0).Sum(p => p.Value);

    public double Below => Pieces.Where(p => p.Value < 0).Sum(p => p.Value);

    public double Total => Pieces.Sum(p => p.Value);
}

/// <summary>What plain and stacked bars have in common.</summary>
internal sealed record CategoryBars(IReadOnlyList<CategoryBar> Bars, IReadOnlyList<LegendEntry> Legend, BarOrientation Orientation)
{
    public double Max => Bars.Count == 0 ? 0 : Bars.Max(b => b.Above);

    public double Min => Bars.Count == 0 ? 0 : Bars.Min(b => b.Below);

    public static CategoryBars Of(BarMark mark)
    {
        CategoryBar[] bars = [.. mark.Bars.Where(b => double.IsFinite(b.Value))
            .Select(b => new CategoryBar(ChartText.Clean(b.Name), [new BarPiece(b.Value, Ink.Of(new SeriesStyle(b.Meaning), 0), null)]))];
        return new CategoryBars(bars, [], mark.Orientation);
    }

    public static CategoryBars Of(StackedBarMark mark)
    {
        Ink[] inks = SeriesInks.Of(mark.Series.Select(s => s.Style));
        string[] names = [.. mark.Series.Select(s => ChartText.Clean(s.Name))];
        CategoryBar[] bars = [.. mark.Categories.Select((c, i) => new CategoryBar(ChartText.Clean(c), Pieces(mark.Series, i, inks, names)))];
        LegendEntry[] legend = [.. names.Select((n, s) => new LegendEntry(n, inks[s], LegendShape.Block))];
        return new CategoryBars(mark.FiniteValues == 0 ? [] : bars, legend, mark.Orientation);
    }

    private static BarPiece[] Pieces(IReadOnlyList<ValueSeries> series, int at, Ink[] inks, string[] names) =>
        [.. series.Select((s, n) => (Value: at < s.Values.Count ? s.Values[at] : 0, n))
            .Where(p => double.IsFinite(p.Value) && p.Value != 0)
            .Select(p => new BarPiece(p.Value, inks[p.n], names[p.n]))];
}

/// <summary>Gives series their inks: by meaning, by slot, else the next free slot.</summary>
internal static class SeriesInks
{
    public static Ink[] Of(IEnumerable<SeriesStyle> styles)
    {
        SeriesStyle[] all = [.. styles];
        HashSet<int> taken = [.. all.Where(s => s is { Meaning: SeriesMeaning.None, Slot: not null }).Select(s => s.Slot!.Value)];
        if (all.Any(s => s.Meaning is SeriesMeaning.Success or SeriesMeaning.Failure))
            taken.UnionWith([6, 7]);
        int next = -1;
        return [.. all.Select(s => Ink.Of(s, s is { Meaning: SeriesMeaning.None, Slot: null } ? next = Next(next, taken) : 0))];
    }

    private static int Next(int last, HashSet<int> taken)
    {
        int slot = last + 1;
        while (slot < Palette.Slots && taken.Contains(slot))
            slot++;
        return slot;
    }
}
