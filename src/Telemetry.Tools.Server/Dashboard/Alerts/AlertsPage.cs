using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>What the page of alerts shows.</summary>
/// <param name="Alerts">The alerts, newest first.</param>
/// <param name="Trend">How many there were.</param>
/// <param name="Rules">The rules.</param>
internal sealed record AlertsView(AlertList Alerts, AlertTrend Trend, IReadOnlyList<AlertRule> Rules);

/// <summary>The page on which alerts are seen and acknowledged, and rules are found.</summary>
internal static class AlertsPage
{
    public const string Path = "/analytics/alerts";

    public static string Of(AlertsView view, DashboardQuestion question, Caller caller)
    {
        var page = PageFrame.Begin("Alerts", question, caller).Element("h1", "Alerts").Element("p", $"Of {caller.Tenant}; rules are evaluated each minute.", "period");
        Choices(page, question);
        PageFrame.Main(page);
        Alerts(page, view, question, caller);
        Trend(page, view.Trend);
        Rules(page, view.Rules, caller);
        return PageFrame.End(page, "All times are UTC. Windows are in the time of events. An alert is resolved after one clear window.");
    }

    /// <summary>The page for a key that belongs to no tenant.</summary>
    public static string OfOperator(Caller caller)
    {
        var page = PageFrame.Begin("Alerts", new DashboardQuestion(Path, []), caller).Element("h1", "Alerts");
        PageFrame.Main(page).Raw("<section class=\"full nothing\">").Element("h2", "No tenant").Element("p", "An operator's key belongs to no tenant. Alerts are seen with a key of their tenant.").Raw("</section>");
        return PageFrame.End(page, null);
    }

    private static void Choices(Html page, DashboardQuestion question)
    {
        page.Raw("<div class=\"choices\">");
        PeriodControls.Links(page, "Status", [("not over", question.With(("status", null), ("cursor", null)), question["status"] is null), .. AlertWords.Statuses.Append("all").Select(status => (status, question.With(("status", status), ("cursor", null)), question["status"] == status))]);
        PeriodControls.Links(page, "Severity", [("any", question.With(("severity", null), ("cursor", null)), question["severity"] is null), .. AlertWords.Severities.Select(severity => (severity, question.With(("severity", severity), ("cursor", null)), question["severity"] == severity))]);
        page.Raw("</div>");
    }

    private static void Alerts(Html page, AlertsView view, DashboardQuestion question, Caller caller)
    {
        page.Raw("<section id=\"alerts\" class=\"full\" data-refresh=\"30\">").Element("h2", "Alerts");
        if (view.Alerts.Alerts.Count == 0) page.Element("p", question["status"] is null && question["severity"] is null ? "Nothing is wrong: no rule has an alert that is not over." : "No alert is like this.", "empty");
        else Table(page, view.Alerts.Alerts, question, caller);
        if (view.Alerts.NextCursor is { } cursor) page.Raw("<p class=\"more\">").Link(question.With(("cursor", cursor)), "Older alerts").Raw("</p>");
        page.Raw("</section>");
    }

    private static void Table(Html page, IReadOnlyList<Alert> alerts, DashboardQuestion question, Caller caller) => DataTable.Write<Alert>(page, "Alerts, newest first", alerts,
    [
        DataColumn<Alert>.Of("Alert", alert => alert.Group is { } group ? $"{alert.Name} ({group})" : alert.Name, isNumber: false),
        new("Severity", (cell, alert) => Severity(cell, alert.Severity), IsNumber: false),
        DataColumn<Alert>.Of("What", AlertText.Finding, isNumber: false),
        new("When", Window, IsNumber: false),
        DataColumn<Alert>.Of("Raised", alert => AlertText.Time(alert.TriggeredAt), isNumber: false),
        new("Status", (cell, alert) => Status(cell, alert, question, caller), IsNumber: false),
    ]);

    private static void Severity(Html page, string severity) => page.Raw($"<span class=\"severity {severity}\">").Text(severity).Raw("</span>");

    // The window, which leads to the figures of its days.
    private static void Window(Html page, Alert alert)
    {
        var (start, end) = (AlertText.Moment(alert.WindowStart), AlertText.Moment(alert.WindowEnd));
        page.Link($"/analytics?start_date={PeriodText.Date(Clock.Micros(start))}&end_date={PeriodText.Date(Clock.Micros(end) - 1)}", AlertText.Window(start, end));
    }

    private static void Status(Html page, Alert alert, DashboardQuestion question, Caller caller)
    {
        page.Raw("<div>").Text(alert.Status);
        if (alert.ResolvedAt is { } resolved) page.Text($" {AlertText.Time(resolved)}");
        if (alert.AcknowledgedBy is { } by) page.Element("p", alert.Reason is { } reason ? $"{by}, {AlertText.Time(alert.AcknowledgedAt!)}: {reason}" : $"{by}, {AlertText.Time(alert.AcknowledgedAt!)}", "detail");
        if (alert.AcknowledgedAt is null && alert.Status == "open" && caller.Role.May(Permission.Edit)) Acknowledge(page, alert, question);
        page.Raw("</div>");
    }

    private static void Acknowledge(Html page, Alert alert, DashboardQuestion question)
    {
        page.Raw($"<form class=\"acknowledge\" method=\"post\" action=\"{Path}/{alert.Id}/acknowledge\"><input name=\"reason\" maxlength=\"1000\" placeholder=\"Reason\" aria-label=\"Reason\">");
        page.Hidden(ReturnAddress.Name, question.With()).Raw("<button type=\"submit\">Acknowledge<span class=\"unseen\">").Text($" {alert.Name}").Raw("</span></button></form>");
    }

    private static void Trend(Html page, AlertTrend trend)
    {
        if (trend.TimeSeries.Sum(count => count.Total) == 0) return;
        ValueSeries Series(string name, int slot, Func<AlertCount, long> of) => new(name, [.. trend.TimeSeries.Select(count => (double)of(count))], new SeriesStyle(Slot: slot));
        ChartFigure.Write(
            page,
            "trend",
            new Plot
            {
                Title = "Alerts by day",
                Subtitle = "By the end of their windows",
                Y = new PlotAxis("Alerts", "count"),
                Mark = new StackedBarMark(
                    [.. trend.TimeSeries.Select(count => DateTimeOffset.Parse(count.PeriodStart, CultureInfo.InvariantCulture).ToString("d MMM", CultureInfo.InvariantCulture))],
                    [Series("low", 3, count => count.Low), Series("medium", 1, count => count.Medium), Series("high", 2, count => count.High), Series("critical", 7, count => count.Critical)])
                { Orientation = BarOrientation.Vertical },
            },
            isFull: true);
    }

    private static void Rules(Html page, IReadOnlyList<AlertRule> rules, Caller caller)
    {
        page.Raw("<section id=\"rules\" class=\"full\">").Element("h2", "Rules");
        if (rules.Count == 0) page.Element("p", "No rules: nothing raises an alert.", "empty");
        else RuleTable(page, rules);
        if (caller.Role.May(Permission.Edit)) page.Raw("<p class=\"more\">").Link($"{AlertRulePage.Path}/new", "New rule", "class=\"button\"").Raw("</p>");
        page.Raw("</section>");
    }

    private static void RuleTable(Html page, IReadOnlyList<AlertRule> rules) => DataTable.Write<AlertRule>(page, "Alert rules, oldest first", rules,
    [
        new("Rule", (cell, rule) => cell.Link($"{AlertRulePage.Path}/{rule.Id}", rule.Terms.Name), IsNumber: false),
        new("Severity", (cell, rule) => Severity(cell, rule.Terms.Severity), IsNumber: false),
        DataColumn<AlertRule>.Of("When", rule => AlertText.Condition(rule.Terms), isNumber: false),
        DataColumn<AlertRule>.Of("Of", Scope, isNumber: false),
        DataColumn<AlertRule>.Of("Tells", rule => rule.Terms.Channels.Count == 0 ? "this page" : string.Join(", ", rule.Terms.Channels.Select(channel => channel.ToString())), isNumber: false),
        DataColumn<AlertRule>.Of("State", rule => rule.Terms.IsEnabled ? "on" : "off", isNumber: false),
    ]);

    private static string Scope(AlertRule rule)
    {
        List<string> parts = [.. rule.Terms.Filters.Select(filter => $"{PeriodControls.LabelOf(filter.Column).ToLowerInvariant()} {filter.Value}")];
        if (rule.Terms.GroupBy is { } group) parts.Add($"each {PeriodControls.LabelOf(group).ToLowerInvariant()}");
        return parts.Count == 0 ? "all requests" : string.Join(", ", parts);
    }
}
