using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The page about what failed, why, and what usually helps.</summary>
internal static class ErrorsPage
{
    public const int MostMessages = 50;
    public const int TopGroups = 10;

    public static string Of(FailureSummary summary, DashboardView view, Func<bool> hasAny)
    {
        var page = PageFrame.Begin("Errors", view.Question, view.Caller);
        PeriodControls.Write(page, "Errors", view);
        PageFrame.Main(page);
        if (summary.Now.TotalRequests == 0) EmptyState.Write(page, view, hasAny());
        else Write(page, summary, view);
        return PageFrame.End(page, "All times are UTC. Of an error the first line is kept, with paths and secrets masked.");
    }

    private static void Write(Html page, FailureSummary summary, DashboardView view)
    {
        var failures = summary.Series.Total().Sums is var sums ? sums.Requests - sums.Successes : 0;
        page.Raw("<dl class=\"figures\">");
        KeyFigures.Tile(page, "Failed requests", GroupText.Count(failures), $"of {GroupText.Count(summary.Now.TotalRequests)}");
        KeyFigures.Tile(page, "Failed", GroupText.Rate(1 - summary.Now.SuccessRate), Change(summary, view));
        KeyFigures.Tile(page, "Commonest kind", summary.Kinds.Count == 0 ? "none" : summary.Kinds[0].Name, summary.Kinds.Count == 0 ? null : GroupText.Requests(summary.Kinds[0].Count));
        page.Raw("</dl>");
        if (failures == 0)
        {
            page.Raw("<section class=\"full nothing\">").Element("h2", "Nothing failed").Element("p", "Every request of this period succeeded.").Raw("</section>");
            return;
        }

        ChartFigure.Write(page, "failure-rate", DashboardCharts.FailureRate(summary.Series), isFull: true);
        ChartFigure.Write(page, "kinds", DashboardCharts.Ranking("Kinds of errors", "Kind", new PlotAxis("Requests", "count"), summary.Kinds.Select(kind => new Bar(kind.Name, kind.Count)), "No request failed."));
        Remedies(page, summary);
        Groups(page, "model", summary.Models, view.Question);
        Groups(page, "prompt_id", summary.Prompts, view.Question);
        Messages(page, summary);
    }

    private static string? Change(FailureSummary summary, DashboardView view) =>
        summary.Then is not { } then ? null : ChangeText.OfRate(1 - summary.Now.SuccessRate, 1 - then.SuccessRate) is { } change
            ? $"{change} than {view.PreviousName}".Replace("same than", "same as", StringComparison.Ordinal) : "nothing to compare with";

    private static void Remedies(Html page, FailureSummary summary)
    {
        page.Raw("<section id=\"remedies\"><h2>What usually helps</h2><dl class=\"list\">");
        foreach (var kind in summary.Kinds) page.Raw("<div>").Element("dt", kind.Name).Element("dd", kind.Action).Raw("</div>");
        page.Raw("</dl></section>");
    }

    private static void Groups(Html page, string dimension, IReadOnlyList<GroupRow> rows, DashboardQuestion question)
    {
        var label = PeriodControls.LabelOf(dimension);
        page.Raw($"<section id=\"by-{dimension.Replace("_id", "", StringComparison.Ordinal)}\">").Element("h2", $"Failures by {label.ToLowerInvariant()}");
        DataTable.Write<GroupRow>(page, $"{label}s with the most failures", rows,
        [
            new(label, (cell, row) => GroupText.Name(cell, row.Key, dimension, question, "/analytics/errors"), IsNumber: false),
            DataColumn<GroupRow>.Of("Failed", GroupText.Failed), DataColumn<GroupRow>.Of("Requests", row => GroupText.Count(row.Requests)),
        ]);
        page.Raw("</section>");
    }

    private static void Messages(Html page, FailureSummary summary)
    {
        page.Raw("<section id=\"messages\" class=\"full\">").Element("h2", "Messages");
        if (summary.Errors.Count == 0) page.Element("p", "No failed request says why.", "empty");
        else ErrorTable.Write(page, summary.Errors);
        if (summary.Errors.Count == MostMessages) page.Element("p", $"The {MostMessages} commonest are shown.", "more");
        page.Raw("</section>");
    }
}
