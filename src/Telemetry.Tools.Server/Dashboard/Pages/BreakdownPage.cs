using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>A page about one dimension: who costs, fails and waits how much.</summary>
/// <param name="Heading">What it is called.</param>
/// <param name="Dimensions">The dimensions that it can be about; the first is shown without <c>by</c>.</param>
internal sealed record BreakdownPage(string Heading, IReadOnlyList<string> Dimensions)
{
    public const int DefaultTop = 25;
    public const int MostRows = 1_000;

    private const string Others = "\0others";

    public static BreakdownPage Models { get; } = new("Models", ["model", "model_provider", "endpoint"]);

    public static BreakdownPage Prompts { get; } = new("Prompts", ["prompt_id", "project_id", "user_id"]);

    /// <summary>The page.</summary>
    public string Of(UsageBreakdown breakdown, DashboardView view, string dimension, TableOrder order, Func<bool> hasAny)
    {
        var page = PageFrame.Begin(Heading, view.Question, view.Caller);
        PeriodControls.Write(page, Heading, view);
        page.Raw("<nav class=\"choice tabs\" aria-label=\"Dimension\">");
        foreach (var one in Dimensions) page.Link(view.Question.With(("by", one == Dimensions[0] ? null : one), ("top", null)), PluralOf(one), one == dimension ? "aria-current=\"true\"" : "");
        page.Raw("</nav>");
        PageFrame.Main(page);
        if (breakdown.Now.TotalRequests == 0) EmptyState.Write(page, view, hasAny());
        else Write(page, breakdown, view, dimension, order);
        return PageFrame.End(page, UsageNote.Text);
    }

    private static void Write(Html page, UsageBreakdown breakdown, DashboardView view, string dimension, TableOrder order)
    {
        var label = PeriodControls.LabelOf(dimension);
        KeyFigures.Write(page, breakdown.Now, breakdown.Then, view);
        ChartFigure.Write(page, "requests", DashboardCharts.Groups(
            breakdown.Series, $"Requests by {label.ToLowerInvariant()} and", new PlotAxis("Requests", "count"),
            [.. breakdown.Largest.Select((pair, i) => new ValueSeries(pair.Key == Others ? "others" : GroupText.NameOf(pair.Key, dimension), pair.Requests, pair.Key == Others ? SeriesStyle.Neutral : new SeriesStyle(Slot: i)))]), isFull: true);
        ChartFigure.Write(page, "cost", DashboardCharts.Ranking(
            $"Cost by {label.ToLowerInvariant()}", label, new PlotAxis("Cost", "usd"), Bars(row => row.Cost ?? 0), "No request of known cost in this period."));
        ChartFigure.Write(page, "slow", DashboardCharts.Comparison(
            $"Slow requests by {label.ToLowerInvariant()} (p95)", label, new PlotAxis("95th percentile", "ms"), Bars(row => row.Cell.PercentileMs(95) ?? double.NaN), "No request says how long it took."));
        Table(page, breakdown, view, dimension, order);

        IEnumerable<Bar> Bars(Func<GroupRow, double> of) => breakdown.Rows.Select(row => new Bar(GroupText.NameOf(row.Key, dimension), of(row)));
    }

    private static void Table(Html page, UsageBreakdown breakdown, DashboardView view, string dimension, TableOrder order)
    {
        var label = PeriodControls.LabelOf(dimension);
        page.Raw("<section id=\"table\" class=\"full\">").Element("h2", PluralOf(dimension));
        List<DataColumn<GroupRow>> columns =
        [
            new(label, (cell, row) => GroupText.Name(cell, row.Key, dimension, view.Question, "/analytics"), IsNumber: false),
            DataColumn<GroupRow>.Of("Requests", row => GroupText.Count(row.Requests), "requests"),
            DataColumn<GroupRow>.Of("Cost", GroupText.Cost, "cost"),
            DataColumn<GroupRow>.Of("Tokens", row => ValueFormat.Compact(row.Cell.Sums.TokensUsed, "tokens"), "tokens"),
            DataColumn<GroupRow>.Of("Failed", GroupText.Failed, "error_rate"),
            DataColumn<GroupRow>.Of("Mean", row => GroupText.Ms(row.AverageMs), "response_time"),
            DataColumn<GroupRow>.Of("p95", row => GroupText.Ms(row.Cell.PercentileMs(95))),
            DataColumn<GroupRow>.Of("Cache hits", row => GroupText.Rate(UsageCell.RateOf(row.Cell.Sums.CacheHits, row.Cell.Sums.CacheKnown))),
        ];
        if (view.Previous is not null) columns.Insert(2, DataColumn<GroupRow>.Of("Change", row => ChangeText.Short(row.Requests, row.Then.Requests)));
        DataTable.Write(page, $"{PluralOf(dimension)} by {order.Sort.Replace('_', ' ')}", breakdown.Rows.Take(breakdown.Top), columns, order);
        if (breakdown.Rows.Count > breakdown.Top) page.Raw("<p class=\"more\">").Link(view.Question.With(("top", "1000")), $"{GroupText.Count(breakdown.Rows.Count - breakdown.Top)} more").Raw("</p>");
        page.Raw("</section>");
    }

    private static string PluralOf(string dimension) => PeriodControls.LabelOf(dimension) + "s";
}
