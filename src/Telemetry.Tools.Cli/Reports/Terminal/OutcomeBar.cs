using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>Success against failure in one bar, and who failed most.</summary>
internal sealed class OutcomeBar
{
    private const int LeastBar = 10;
    private const int LongestBar = 60;

    private readonly ReportSection _section;
    private readonly TerminalCanvas _canvas;
    private readonly List<(string Name, long Good, long Bad)> _rows;

    private OutcomeBar(ReportSection section, TerminalCanvas canvas, List<(string Name, long Good, long Bad)> rows) =>
        (_section, _canvas, _rows) = (section, canvas, rows);

    /// <summary>The bar, or <see langword="null"/> where the section does not count successes and failures.</summary>
    public static OutcomeBar? TryCreate(ReportSection section, TerminalCanvas canvas)
    {
        var columns = section.Columns.Select(column => column.Name).ToList();
        var (good, bad, name) = (columns.IndexOf("successes"), columns.IndexOf("failures"), SectionColumns.Of(section).Names);
        if (section.Chart != "stacked-bar" || good < 0 || bad < 0 || SectionColumns.Of(section).Time is not null) return null;
        var rows = section.Rows.Select(row => (name.Count == 0 ? "" : SectionText.Cell(row[name[0]], section.Columns[name[0]]), Count(row[good]), Count(row[bad])));
        return new OutcomeBar(section, canvas, [.. rows]);
    }

    /// <summary>One line where there is room, else two.</summary>
    public IEnumerable<TextLine> Lines()
    {
        var title = SafeText.Of(_section.Title);
        var words = _canvas.Signs.Text(Words());
        var beside = _canvas.Width - DisplayWidth.Of(title) - DisplayWidth.Of(words) - 6;
        if (beside >= LeastBar)
        {
            yield return Bar(new TextLine().Add(title, Ink.Strong).Add("   "), Math.Min(beside, LongestBar)).Add("   ").Add(words);
            yield break;
        }

        yield return new TextLine().Add(DisplayWidth.Cut(title, _canvas.Width, _canvas.Unicode), Ink.Strong);
        yield return Bar(new TextLine().Add("  "), Math.Min(_canvas.Width - 2, LongestBar));
        foreach (var line in WordWrap.Lines(words, _canvas.Width, "  ", "  ")) yield return new TextLine().Add(DisplayWidth.Cut(line, _canvas.Width, _canvas.Unicode));
    }

    private TextLine Bar(TextLine line, int width)
    {
        var (good, bad) = (_rows.Sum(row => row.Good), _rows.Sum(row => row.Bad));
        var all = Math.Max(1, good + bad);
        var failed = bad == 0 ? 0 : (int)Math.Clamp(Math.Round((double)bad / all * width), 1, good == 0 ? width : width - 1);
        return line.Add(new string(_canvas.Signs.Fill, good + bad == 0 ? 0 : width - failed), Ink.Accent).Add(new string(_canvas.Signs.FailureFill, failed), Ink.Failure);
    }

    private string Words()
    {
        var (good, bad) = (_rows.Sum(row => row.Good), _rows.Sum(row => row.Bad));
        var worst = _rows.Where(row => row.Bad > 0 && row.Name.Length > 0).OrderByDescending(row => row.Bad).ThenBy(row => row.Name, StringComparer.Ordinal).Take(3);
        var who = string.Join(", ", worst.Select(row => $"{DisplayWidth.CutName(SafeText.Of(row.Name), 30, _canvas.Unicode)} {ValueFormat.Text(row.Bad, "count")}"));
        var more = _rows.Count(row => row.Bad > 0) > 3 ? ", …" : "";
        return $"{ValueFormat.Text(good, "count")} green · {ValueFormat.Text(bad, "count")} failed{(who.Length > 0 ? $" ({who}{more})" : "")}";
    }

    private static long Count(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
