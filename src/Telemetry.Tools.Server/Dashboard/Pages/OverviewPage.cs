using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The first page: usage, cost, models, prompts, errors.</summary>
internal static class OverviewPage
{
    private const int ShownModels = 12;

    public static string Of(ExecutiveSummary summary, DashboardView view, Func<bool> hasAny)
    {
        var page = PageFrame.Begin("Overview", view.Question, view.Caller);
        PeriodControls.Write(page, "Overview", view);
        PageFrame.Main(page);
        if (summary.Now.TotalRequests == 0) EmptyState.Write(page, view, hasAny());
        else Write(page, summary, view);
        return PageFrame.End(page, UsageNote.Text);
    }

    private static void Write(Html page, ExecutiveSummary summary, DashboardView view)
    {
        KeyFigures.Write(page, summary.Now, summary.Then, view);
        ChartFigure.Write(page, "requests", DashboardCharts.Requests(summary.Series), isFull: true);
        ChartFigure.Write(page, "cost", DashboardCharts.Cost(summary.Series));
        ChartFigure.Write(page, "response-time", DashboardCharts.ResponseTimes(summary.Series));
        ChartFigure.Write(page, "cost-by-model", DashboardCharts.Ranking(
            "Cost by model", "Model", new PlotAxis("Cost", "usd"), summary.Models.Select(row => new Bar(GroupText.NameOf(row.Key, "model"), row.Cost ?? 0)), "No request of known cost in this period."));
        ChartFigure.Write(page, "most-used-prompts", DashboardCharts.Comparison(
            "Most used prompts", "Prompt", new PlotAxis("Requests", "count"), summary.Prompts.Select(row => new Bar(GroupText.NameOf(row.Key, "prompt_id"), row.Requests)), "No requests in this period."));
        Models(page, summary, view.Question);
        Prompts(page, summary, view.Question);
        Errors(page, summary, view.Question);
    }

    private static void Models(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<section id=\"models\"><h2>").Link(question.On("/analytics/models"), "Models").Raw("</h2>");
        DataTable.Write<GroupRow>(page, "Models, largest cost first", summary.Models.Take(ShownModels),
        [
            new("Model", (cell, row) => GroupText.Name(cell, row.Key, "model", question, "/analytics"), IsNumber: false),
            DataColumn<GroupRow>.Of("Requests", row => GroupText.Count(row.Requests)), DataColumn<GroupRow>.Of("Failed", GroupText.Failed),
            DataColumn<GroupRow>.Of("Cost", GroupText.Cost), DataColumn<GroupRow>.Of("Response", row => GroupText.Ms(row.AverageMs)),
        ]);
        if (summary.Models.Count > ShownModels) page.Raw("<p class=\"more\">").Link(question.On("/analytics/models"), $"All {GroupText.Count(summary.Models.Count)} models").Raw("</p>");
        page.Raw("</section>");
    }

    private static void Prompts(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<section id=\"prompts\"><h2>").Link(question.On("/analytics/prompts"), "Prompts").Raw("</h2>");
        DataTable.Write<GroupRow>(page, "The most used prompts", summary.Prompts,
        [
            new("Prompt", (cell, row) => GroupText.Name(cell, row.Key, "prompt_id", question, "/analytics"), IsNumber: false),
            DataColumn<GroupRow>.Of("Requests", row => GroupText.Count(row.Requests)), DataColumn<GroupRow>.Of("Success", row => GroupText.Rate(UsageCell.RateOf(row.Cell.Sums.Successes, row.Requests))),
            DataColumn<GroupRow>.Of("Tokens", row => ValueFormat.Compact(row.Cell.Sums.TokensUsed, "tokens")), DataColumn<GroupRow>.Of("Cost", GroupText.Cost),
        ]);
        page.Raw("</section>");
    }

    private static void Errors(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<section id=\"errors\" class=\"full\"><h2>").Link(question.On("/analytics/errors"), "Errors").Raw("</h2>");
        var failures = summary.Series.Values(cell => cell.Sums.Requests - cell.Sums.Successes).Sum();
        if (summary.Errors.Count == 0) page.Element("p", failures == 0 ? "No request failed in this period." : failures == 1 ? "1 request failed; it does not say why." : $"{GroupText.Requests((long)failures)} failed; none says why.", "empty");
        else ErrorTable.Write(page, summary.Errors);
        page.Raw("</section>");
    }
}

/// <summary>What a reader of usage figures must know.</summary>
internal static class UsageNote
{
    public const string Text = "All times are UTC. Percentiles are at most 1.6 % off. A cost is unknown, not zero, where neither the client nor the price table gives one.";
}
