using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>The rows of <c>usage</c> for a terminal: name, bar of its share, cost, tokens by class, requests, and the totals below.</summary>
internal sealed class UsageTable(UsagePage page, TerminalCanvas canvas)
{
    private const int MostTimes = 62;
    private const int MostNames = 25;
    private const int LongestName = 40;
    private const int LeastName = 28;
    private const int LeastBar = 6;
    private const int LongestBar = 24;
    private const string Total = "Total";

    private static readonly UsageColumn[] Columns =
    [
        new("Cost", t => UsageWords.Cents(t.CostUsd) + (t.UnpricedRequests > 0 ? "*" : " ")),
        new("Input", t => Tokens(t.Tokens.Input)),
        new("Cache read", t => Tokens(t.Tokens.CacheRead)),
        new("Cache write", t => Tokens(t.Tokens.CacheWrite)),
        new("Output", t => Tokens(t.Tokens.Output)),
        new("Requests", t => ValueFormat.Text(t.Requests, "count")),
    ];

    // The first ones go where there is no room.
    private static readonly string[] Dispensable = ["Cache write", "Requests", "Input", "Cache read"];

    /// <summary>The lines, none wider than the canvas.</summary>
    public IEnumerable<TextLine> Lines()
    {
        var (rows, left) = Shown();
        var all = rows.Append((Name: Total, page.Result.Totals)).ToList();
        var columns = Columns.ToList();
        var name = Math.Min(LongestName, Math.Max(all.Max(r => DisplayWidth.Of(r.Name)), Heading.Length));
        int Taken() => name + 2 + columns.Sum(c => Width(c, all) + 2);
        int Missing() => Math.Max(0, LeastBar - (canvas.Width - Taken()));
        if (name > LeastName) name = Math.Max(LeastName, name - Missing());
        foreach (var column in Dispensable.TakeWhile(_ => Missing() > 0)) columns.RemoveAll(c => c.Heading == column);
        name = Math.Max(8, name - Missing());
        var bar = Math.Clamp(canvas.Width - Taken(), 0, LongestBar);
        var most = rows.Count == 0 ? 0 : rows.Max(r => Measure(r.Totals));
        yield return HeadingLine(columns, all, name, bar);
        foreach (var row in rows) yield return Line(row.Name, row.Totals, most > 0 ? Measure(row.Totals) / most : 0, Ink.Plain);
        if (left is not null) yield return new TextLine().Add(canvas.Signs.Text(left));
        if (page.Result.Rows.Count > 1) yield return Line(Total, page.Result.Totals, 0, Ink.Strong);

        TextLine Line(string title, UsageTotals totals, double share, Ink ink)
        {
            var line = new TextLine().Add(DisplayWidth.CutName(title, name, canvas.Unicode), name, ink: ink).Add("  ").Add(canvas.Signs.Bar(share * bar), bar, ink: Ink.Accent);
            foreach (var column in columns) line.Add("  ").Add(Cell(column, totals), Width(column, all), isNumber: true, ink);
            return line;
        }
    }

    private string Heading => char.ToUpperInvariant(UsageWords.Noun(page.Result.Group)[0]) + UsageWords.Noun(page.Result.Group)[1..];

    private TextLine HeadingLine(List<UsageColumn> columns, List<(string Name, UsageTotals Totals)> all, int name, int bar)
    {
        var line = new TextLine().Add(Heading, name + 2 + bar, ink: Ink.Strong);
        foreach (var column in columns) line.Add("  ").Add(column.Heading == "Cost" ? "Cost " : column.Heading, Width(column, all), isNumber: true, Ink.Strong);
        return line;
    }

    private int Width(UsageColumn column, List<(string Name, UsageTotals Totals)> all) =>
        Math.Max(column.Heading.Length, all.Max(r => DisplayWidth.Of(Cell(column, r.Totals))));

    private string Cell(UsageColumn column, UsageTotals totals) => canvas.Signs.Text(column.Cell(totals));

    // Of times the latest are worth most, of names the first.
    private (List<(string Name, UsageTotals Totals)> Rows, string? Left) Shown()
    {
        var (rows, isTime) = (page.Result.Rows, page.Result.Group is <= UsageGroup.Hourly or UsageGroup.Blocks);
        var shown = isTime ? rows.TakeLast(MostTimes) : rows.Take(MostNames);
        var left = rows.Count - Math.Min(rows.Count, isTime ? MostTimes : MostNames);
        var named = shown.Select(row => (canvas.Signs.Text(UsageWords.Key(row, page.Result.Group, page.Zone)), row.Totals)).ToList();
        if (left == 0) return (named, null);
        return (named, string.Create(CultureInfo.InvariantCulture, $"… and {left:#,0} {(isTime ? "earlier ones" : "more")}: --format csv"));
    }

    // Where nothing has a price, tokens are compared.
    private double Measure(UsageTotals totals) => page.Result.Totals.CostUsd > 0 ? (double)(totals.CostUsd ?? 0) : totals.Tokens.Total;

    private static string Tokens(long count) => ValueFormat.Compact(count, "tokens");

    private sealed record UsageColumn(string Heading, Func<UsageTotals, string> Cell);
}
