using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>A section as a table whose first number is a bar: name, bar, value, further values, trend.</summary>
/// <param name="section">Names and numbers.</param>
/// <param name="trend">How each name went lately; empty where nothing is known.</param>
/// <param name="canvas">What it is drawn on.</param>
internal sealed class BarTable(ReportSection section, Trend trend, TerminalCanvas canvas)
{
    private const int LongestName = 28;
    private const int LeastBar = 8;
    private const int LongestBar = 40;
    private const int LastRows = 12;

    private readonly SectionColumns _columns = SectionColumns.Of(section);

    /// <summary>The section's id.</summary>
    public string Id => section.Id;

    /// <summary>The trend shown, which needs no section of its own.</summary>
    public Trend Trend => trend;

    /// <summary>How much room it wants beside another.</summary>
    public int Weight => 4 + (2 * Math.Min(2, _columns.Values.Count - 1)) + (trend.IsEmpty ? 0 : 2);

    /// <summary>The lines, none wider than the width.</summary>
    public IReadOnlyList<TextLine> Lines(int width)
    {
        var rows = section.Rows.Take(LastRows).Select(RowOf).ToList();
        var plan = BarPlan.For(width, rows, [.. ExtraHeadings()], trend.IsEmpty ? 0 : trend.Width, LongestName, LeastBar, LongestBar);
        List<TextLine> lines = [HeadingLine(plan)];
        lines.AddRange(rows.Select(row => RowLine(row, plan, rows.Max(r => r.Number))));
        if (section.Rows.Count > LastRows) lines.Add(new TextLine().Add(string.Create(CultureInfo.InvariantCulture, $"  and {section.Rows.Count - LastRows} more")));
        return lines;
    }

    private TextLine HeadingLine(BarPlan plan)
    {
        var title = DisplayWidth.Cut(SafeText.Of(section.Title), plan.HeadWidth, canvas.Unicode);
        var line = new TextLine().Add(title, plan.HeadWidth, ink: Ink.Strong);
        for (var at = 0; at < plan.Extras.Count; at++) line.Add("  ").Add(ExtraHeadings().ElementAt(at), plan.Extras[at], isNumber: true);
        return plan.TrendWidth > 0 ? line.Add("   ").Add(trend.Heading) : line;
    }

    private TextLine RowLine(BarRow row, BarPlan plan, double most)
    {
        var bar = canvas.Signs.Bar(most > 0 ? row.Number / most * plan.Bar : 0);
        var line = new TextLine().Add("  ").Add(DisplayWidth.CutName(row.Name, plan.Name, canvas.Unicode), plan.Name).Add("  ");
        line.Add(bar, plan.Bar, ink: Ink.Accent).Add(" ").Add(row.Value, plan.Value, isNumber: true);
        for (var at = 0; at < plan.Extras.Count; at++) line.Add("  ").Add(row.Extras[at], plan.Extras[at], isNumber: true);
        return plan.TrendWidth > 0 ? line.Add("   ").Add(canvas.Signs.Trend(trend.Of(row.Key)), Ink.Accent) : line;
    }

    private BarRow RowOf(IReadOnlyList<object?> row)
    {
        var key = SectionText.Cell(row[_columns.Names[0]], section.Columns[_columns.Names[0]]);
        var name = string.Join(" / ", _columns.Names.Select(at => SectionText.Cell(row[at], section.Columns[at])));
        var number = row[_columns.Values[0]] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : double.NaN;
        return new BarRow(key, name, double.IsFinite(number) ? Math.Max(0, number) : 0, Text(row, _columns.Values[0]), [.. _columns.Values.Skip(1).Select(at => Text(row, at))]);
    }

    private string Text(IReadOnlyList<object?> row, int at) => canvas.Signs.Text(SectionText.Cell(row[at], section.Columns[at]));

    private IEnumerable<string> ExtraHeadings() => _columns.Values.Skip(1).Select(at => ShortHeading(section.Columns[at]));

    private static string ShortHeading(ReportColumn column)
    {
        var heading = SectionText.Heading(column);
        return heading.StartsWith('p') ? heading.Split(' ')[0] : heading.ToLowerInvariant();
    }
}

/// <summary>A row of a <see cref="BarTable"/>.</summary>
/// <param name="Key">The group, for the trend.</param>
/// <param name="Name">What is shown of it.</param>
/// <param name="Number">The bar's length.</param>
/// <param name="Value">The same for people.</param>
/// <param name="Extras">Further values.</param>
internal sealed record BarRow(string Key, string Name, double Number, string Value, IReadOnlyList<string> Extras);
