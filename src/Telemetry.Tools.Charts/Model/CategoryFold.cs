namespace Telemetry.Tools.Charts;

/// <summary>Sorts categories by value and adds up what a chart has no room for as <c>other (n)</c>.</summary>
public static class CategoryFold
{
    /// <summary>How many categories a chart shows before the rest is added up.</summary>
    public const int DefaultTop = 20;

    /// <summary>The largest bars, and the sum of the others as the last bar.</summary>
    /// <param name="bars">Bars in any order.</param>
    /// <param name="top">How many to keep.</param>
    public static BarMark Bars(IEnumerable<Bar> bars, int top = DefaultTop)
    {
        ArgumentNullException.ThrowIfNull(bars);
        List<Bar> sorted = [.. bars.OrderByDescending(b => SortKey(b.Value)).ThenBy(b => b.Name, StringComparer.Ordinal)];
        if (!MustFold(sorted.Count, top))
            return new BarMark(sorted);
        var rest = sorted.Skip(top).ToList();
        double sum = rest.Where(b => double.IsFinite(b.Value)).Sum(b => b.Value);
        return new BarMark([.. sorted.Take(top), new Bar(OtherName(rest.Count), sum, SeriesMeaning.Neutral)]);
    }

    /// <summary>The bars with the largest sums, and the others added up series by series.</summary>
    /// <param name="categories">Names of the bars.</param>
    /// <param name="series">Series with one value a category.</param>
    /// <param name="top">How many to keep.</param>
    public static StackedBarMark Stacks(IReadOnlyList<string> categories, IReadOnlyList<ValueSeries> series, int top = DefaultTop)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(series);
        int[] order = [.. Enumerable.Range(0, categories.Count)
            .OrderByDescending(i => series.Sum(s => Finite(s, i)))
            .ThenBy(i => categories[i], StringComparer.Ordinal)];
        bool fold = MustFold(order.Length, top);
        int[] kept = fold ? order[..top] : order;
        int[] rest = fold ? order[top..] : [];
        IEnumerable<string> names = kept.Select(i => categories[i]);
        return new StackedBarMark(
            [.. fold ? names.Append(OtherName(rest.Length)) : names],
            [.. series.Select(s => s with { Values = [.. kept.Select(i => ValueAt(s, i)), .. fold ? [rest.Sum(i => Finite(s, i))] : (double[])[]] })]);
    }

    /// <summary>What the added-up rest is called.</summary>
    /// <param name="count">How many categories it stands for.</param>
    public static string OtherName(int count) => $"other ({ValueFormat.Text(count, "count")})";

    // One category too many is shown itself: "other (1)" would take the same room and say less.
    private static bool MustFold(int count, int top) => top > 0 && count > top + 1;

    private static double SortKey(double value) => double.IsFinite(value) ? value : double.NegativeInfinity;

    private static double ValueAt(ValueSeries series, int index) => index < series.Values.Count ? series.Values[index] : 0;

    private static double Finite(ValueSeries series, int index) => ValueAt(series, index) is var v && double.IsFinite(v) ? v : 0;
}
