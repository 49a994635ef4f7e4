namespace Telemetry.Tools.Cli;

/// <summary>How the columns of a <see cref="BarTable"/> share the width. What does not fit is left out: the trend first, then values from the right.</summary>
/// <param name="Name">Columns of the names.</param>
/// <param name="Bar">Columns of the longest bar.</param>
/// <param name="Value">Columns of the bar's values.</param>
/// <param name="Extras">Columns of further values.</param>
/// <param name="TrendWidth">Columns of the trend; 0 = none.</param>
internal sealed record BarPlan(int Name, int Bar, int Value, IReadOnlyList<int> Extras, int TrendWidth)
{
    /// <summary>Columns up to the end of the bar's values.</summary>
    public int HeadWidth => 2 + Name + 2 + Bar + 1 + Value;

    /// <summary>Shares a width.</summary>
    public static BarPlan For(
        int width, IReadOnlyList<BarRow> rows, IReadOnlyList<string> headings, int trend, int longestName, int leastBar, int longestBar)
    {
        var name = Math.Min(rows.Max(row => DisplayWidth.Of(row.Name)), Math.Min(longestName, Math.Max(6, width / 3)));
        var value = rows.Max(row => DisplayWidth.Of(row.Value));
        var extras = headings.Select((heading, at) => Math.Max(heading.Length, rows.Max(row => DisplayWidth.Of(row.Extras[at])))).ToList();
        int Room() => width - 2 - name - 2 - 1 - value - extras.Sum(extra => extra + 2) - (trend > 0 ? trend + 3 : 0);
        if (Room() < leastBar) trend = 0;
        while (Room() < leastBar && extras.Count > 0) extras.RemoveAt(extras.Count - 1);
        if (Room() < leastBar) name = Math.Max(3, name + Room() - leastBar);
        return new BarPlan(name, Math.Clamp(Room(), 1, longestBar), value, extras, trend);
    }
}
