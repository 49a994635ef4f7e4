using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>A section over time in one line: title, trend, most and latest. For series with names, the painter's chart says more.</summary>
internal sealed class TrendRows
{
    private readonly ReportSection _section;
    private readonly SectionColumns _columns;
    private readonly TerminalCanvas _canvas;

    private TrendRows(ReportSection section, SectionColumns columns, TerminalCanvas canvas) => (_section, _columns, _canvas) = (section, columns, canvas);

    /// <summary>The lines, or <see langword="null"/> where the section is no single series over time.</summary>
    public static TrendRows? TryCreate(ReportSection section, TerminalCanvas canvas) =>
        section.Chart is "line" or "area" && SectionColumns.Of(section) is { Time: not null, Names.Count: 0, Values.Count: > 0 } columns
            ? new TrendRows(section, columns, canvas)
            : null;

    /// <summary>The line, and what it says in words.</summary>
    public IEnumerable<TextLine> Lines()
    {
        var value = _columns.Values[0];
        var rows = _section.Rows.Where(row => row[_columns.Time!.Value] is DateTimeOffset).ToList();
        var numbers = rows.Select(row => row[value] is { } known ? Convert.ToDouble(known, CultureInfo.InvariantCulture) : (double?)null).ToList();
        var title = SafeText.Of(_section.Title) + "   ";
        var words = "   " + Words(rows, numbers);
        var room = _canvas.Width - DisplayWidth.Of(title) - DisplayWidth.Of(words);
        var fits = room >= Math.Min(14, numbers.Count);
        var trend = _canvas.Signs.Trend([.. numbers.TakeLast(Math.Max(1, fits ? room : _canvas.Width - 2))]);
        if (fits) yield return new TextLine().Add(title, Ink.Strong).Add(trend, Ink.Accent).Add(words);
        if (fits) yield break;
        yield return new TextLine().Add(DisplayWidth.Cut(title.Trim(), _canvas.Width, _canvas.Unicode), Ink.Strong);
        yield return new TextLine().Add("  ").Add(trend, Ink.Accent);
        yield return new TextLine().Add(DisplayWidth.Cut("  " + words.Trim(), _canvas.Width, _canvas.Unicode));
    }

    private string Words(List<IReadOnlyList<object?>> rows, List<double?> numbers)
    {
        var value = _columns.Values[0];
        if (rows.Count == 1) return $"{Cell(rows[0])} ({Day(rows[0])})";
        var most = rows.MaxBy(row => row[value] is { } known ? Convert.ToDouble(known, CultureInfo.InvariantCulture) : double.NegativeInfinity)!;
        var times = rows.Select(row => (DateTimeOffset)row[_columns.Time!.Value]!).ToList();
        var text = string.Create(CultureInfo.InvariantCulture, $"{numbers.Count} {Trend.Steps(times)} · most {Cell(most)} ({Day(most)}) · latest {Cell(rows[^1])}");
        return _canvas.Signs.Text(text);
    }

    private string Cell(IReadOnlyList<object?> row) => SectionText.Cell(row[_columns.Values[0]], _section.Columns[_columns.Values[0]]);

    private string Day(IReadOnlyList<object?> row) =>
        ((DateTimeOffset)row[_columns.Time!.Value]!).UtcDateTime is { TimeOfDay.Ticks: 0 } day
            ? day.ToString("d MMM", CultureInfo.InvariantCulture)
            : ((DateTimeOffset)row[_columns.Time!.Value]!).UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
