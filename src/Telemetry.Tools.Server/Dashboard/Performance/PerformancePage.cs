using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The page about the server itself.</summary>
internal static class PerformancePage
{
    public const string Path = "/analytics/performance";

    public static string Of(ServerFigures figures, IReadOnlyList<PerformancePoint> points, UsagePeriod period, DashboardQuestion question, Caller caller, DateTimeOffset now)
    {
        var page = PageFrame.Begin("Performance", question, caller).Element("h1", "Performance");
        page.Element("p", $"The server that answers, since {PeriodText.Time(figures.StartedAt)} ({ValueFormat.Duration(now - figures.StartedAt)}).", "period");
        PeriodControls.WriteTimes(page, question, period);
        PageFrame.Main(page);
        Tiles(page, figures);
        Reasons(page, figures.Health);
        foreach (var (id, plot) in PerformanceCharts.Of(points, period)) ChartFigure.Write(page, id, plot);
        Requests(page, figures);
        return PageFrame.End(page, "All times are UTC. Percentiles are at most 1.6 % off. Figures above and requests by status are those of the server that answers, since its start; charts are of all servers. Programs read the same at /v1/analytics/performance/metrics, /v1/health and /metrics.");
    }

    private static void Tiles(Html page, ServerFigures figures)
    {
        var requests = figures.Requests.Sum(request => request.Count);
        page.Raw("<dl class=\"figures\" data-refresh=\"15\">");
        KeyFigures.Tile(page, "Health", $"{GroupText.Count(figures.Health.Score)} of 100", figures.Health.Status);
        KeyFigures.Tile(page, "Time to answer", Micros(figures.P50), $"p95 {Micros(figures.P95)}");
        KeyFigures.Tile(page, "Requests", ValueFormat.Compact(requests, "count"), $"{ValueFormat.Text(FailedShare(figures, requests), "rate")} failed in the server");
        KeyFigures.Tile(page, "Events stored", ValueFormat.Compact(figures.Events, "count"), $"{GroupText.Count(figures.Waiting)} wait to be written");
        KeyFigures.Tile(page, "Database", ValueFormat.Text(figures.DatabaseBytes, "bytes"), figures.LatencyMs is { } latency ? $"answers in {ValueFormat.Text(latency, "ms")}" : "does not answer");
        KeyFigures.Tile(page, "Disk used", GroupText.Rate(figures.DiskUsed), $"{ValueFormat.Text(figures.MemoryBytes, "bytes")} of memory");
        page.Raw("</dl>");
    }

    private static void Reasons(Html page, HealthScore health)
    {
        page.Raw("<section id=\"health\" class=\"full\">").Element("h2", "Health");
        if (health.Reasons.Count == 0) page.Element("p", "Nothing takes points away.", "empty");
        else
        {
            DataTable.Write<HealthReason>(page, "What takes points away", health.Reasons,
            [
                DataColumn<HealthReason>.Of("Reason", reason => reason.Message, isNumber: false), DataColumn<HealthReason>.Of("Points", reason => $"−{GroupText.Count(reason.Points)}"),
            ]);
        }

        page.Raw("</section>");
    }

    private static void Requests(Html page, ServerFigures figures)
    {
        ChartFigure.Write(page, "requests", new Plot
        {
            Title = "Requests by status",
            X = new PlotAxis("Status"),
            Y = new PlotAxis("Requests", "count"),
            Mark = new BarMark([.. figures.Requests.GroupBy(request => request.Status).OrderBy(status => status.Key).Select(status => new Bar(NameOf(status.Key), status.Sum(request => request.Count), status.Key >= 500 ? SeriesMeaning.Failure : SeriesMeaning.None))]) { Orientation = BarOrientation.Horizontal },
            EmptyText = "No request was answered yet.",
        });
    }

    private static string NameOf(int status) => $"{GroupText.Count(status)} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}".Trim();

    private static double FailedShare(ServerFigures figures, long all) => all == 0 ? 0 : figures.Requests.Where(request => request.Status >= 500).Sum(request => request.Count) / (double)all;

    private static string Micros(long? micros) => micros is { } known ? ValueFormat.Text(known, "us") : ValueFormat.Unknown;
}
