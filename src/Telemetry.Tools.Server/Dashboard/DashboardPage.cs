using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The first page: usage, cost, models, prompts, errors.</summary>
internal static class DashboardPage
{
    private const int ShownModels = 20;

    public static string Of(ExecutiveSummary summary, DashboardQuestion question, Caller caller)
    {
        var period = summary.Overview.Summary.Period;
        var page = PageFrame.Begin("Usage · Telemetry.Tools");
        WriteHeader(page, period, question, caller);
        page.Raw("<main>");
        KeyFigures.Write(page, summary);
        Section(page, DashboardCharts.Requests(summary, period.GroupBy), "full");
        Section(page, DashboardCharts.Cost(summary, period.GroupBy));
        Section(page, DashboardCharts.ResponseTimes(summary, period.GroupBy));
        Section(page, DashboardCharts.Models(summary));
        Section(page, DashboardCharts.Prompts(summary));
        WriteModels(page, summary, question);
        WritePrompts(page, summary, question);
        WriteErrors(page, summary);
        page.Raw("</main><footer>").Element("p", "All times are UTC. Percentiles are at most 1.6 % off. A cost is unknown, not zero, where neither the client nor the price table gives one.").Raw("</footer>");
        return PageFrame.End(page);
    }

    private static void WriteHeader(Html page, PeriodEcho period, DashboardQuestion question, Caller caller)
    {
        page.Raw("<header><div class=\"title\"><div>").Element("h1", "Usage");
        page.Element("p", $"{Day(period.Start)} to {Day(period.End)}, by {period.GroupBy} · {(caller.IsOperator ? "all tenants" : caller.Tenant)}", "period").Raw("</div>");
        if (caller.KeyId is not null) page.Raw("<form method=\"post\" action=\"/signout\"><button type=\"submit\">Sign out</button></form>");
        page.Raw("</div><nav aria-label=\"Period\">");
        foreach (var (name, label, _, _) in DashboardQuestion.Presets)
        {
            var isShown = question.ShownRange == name;
            page.Raw($"<a href=\"{Html.Encode(question.With(name))}\"{(isShown ? " aria-current=\"page\"" : "")}>").Raw(label).Raw("</a>");
        }

        page.Raw("</nav>");
        WriteForm(page, period, question);
        WriteFilters(page, question);
        page.Raw("</header>");
    }

    private static void WriteForm(Html page, PeriodEcho period, DashboardQuestion question)
    {
        page.Raw("<form class=\"dates\" method=\"get\" action=\"/analytics\">");
        page.Raw($"<label>From <input type=\"date\" name=\"start_date\" value=\"{Html.Encode(period.Start[..10])}\" required></label>");
        page.Raw($"<label>to <input type=\"date\" name=\"end_date\" value=\"{Html.Encode(period.End[..10])}\" required></label>");
        page.Raw("<label>by <select name=\"group_by\">");
        foreach (var bucket in (ReadOnlySpan<string>)["hour", "day", "week", "month"]) page.Raw($"<option{(bucket == period.GroupBy ? " selected" : "")}>{bucket}</option>");
        page.Raw("</select></label>");
        foreach (var (column, value) in question.Filters) page.Raw($"<input type=\"hidden\" name=\"{column}\" value=\"{Html.Encode(value)}\">");
        page.Raw("<button type=\"submit\">Show</button></form>");
    }

    private static void WriteFilters(Html page, DashboardQuestion question)
    {
        if (question.Filters.Count == 0) return;
        page.Raw("<p class=\"filters\">Only ");
        foreach (var (column, value) in question.Filters)
        {
            page.Raw($"<a class=\"filter\" href=\"{Html.Encode(question.Without(column))}\" title=\"Remove this filter\">").Raw(Html.Encode($"{column.Replace("_id", "", StringComparison.Ordinal).Replace('_', ' ')}: {value}")).Raw(" ✕</a> ");
        }

        page.Raw("</p>");
    }

    private static void WriteModels(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<section><h2>Models</h2>");
        if (summary.Models.Count == 0) page.Element("p", "No requests in this period.", "empty");
        else WriteModelTable(page, summary, question);
        page.Raw("</section>");
    }

    private static void WriteModelTable(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<div class=\"scroll\"><table><thead><tr><th>Model</th><th class=\"n\">Requests</th><th class=\"n\">Failed</th><th class=\"n\">Cost</th><th class=\"n\">Response</th></tr></thead><tbody>");
        foreach (var model in summary.Models.Take(ShownModels))
        {
            page.Raw($"<tr><td><a href=\"{Html.Encode(question.With("model", model.Model))}\">{Html.Encode(model.Model)}</a></td>");
            page.Element("td", Count(model.Requests), "n").Element("td", model.Failures == 0 ? "0" : $"{Count(model.Failures)} ({ValueFormat.Text((double)model.Failures / Math.Max(1, model.Requests), "rate")})", "n");
            page.Element("td", model.Unpriced == model.Requests ? "unknown" : ValueFormat.Text((double)model.CostUsd, "usd"), "n");
            page.Element("td", model.AverageMs is { } mean ? ValueFormat.Text(mean, "ms") : ValueFormat.Unknown, "n").Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
        if (summary.Models.Count > ShownModels) page.Element("p", $"and {Count(summary.Models.Count - ShownModels)} more", "empty");
    }

    private static void WritePrompts(Html page, ExecutiveSummary summary, DashboardQuestion question)
    {
        page.Raw("<section><h2>Prompts</h2>");
        if (summary.Overview.TopPrompts.Count == 0)
        {
            page.Element("p", "No requests in this period.", "empty").Raw("</section>");
            return;
        }

        page.Raw("<div class=\"scroll\"><table><thead><tr><th>Prompt</th><th class=\"n\">Requests</th><th class=\"n\">Success</th><th class=\"n\">Tokens</th><th class=\"n\">Cost</th></tr></thead><tbody>");
        foreach (var prompt in summary.Overview.TopPrompts)
        {
            page.Raw("<tr><td>");
            if (prompt.PromptId is { Length: > 0 } id) page.Raw($"<a href=\"{Html.Encode(question.With("prompt_id", id))}\">{Html.Encode(id)}</a>");
            else page.Raw("without a prompt id");
            page.Raw("</td>").Element("td", Count(prompt.TotalRequests), "n").Element("td", prompt.SuccessRate is { } rate ? ValueFormat.Text(rate, "rate") : ValueFormat.Unknown, "n");
            page.Element("td", ValueFormat.Compact(prompt.TotalTokensUsed, "tokens"), "n").Element("td", ValueFormat.Text(double.Parse(prompt.TotalCostUsd, CultureInfo.InvariantCulture), "usd"), "n").Raw("</tr>");
        }

        page.Raw("</tbody></table></div></section>");
    }

    private static void WriteErrors(Html page, ExecutiveSummary summary)
    {
        page.Raw("<section class=\"full\"><h2>Errors</h2>");
        var failures = summary.Failures.Sum();
        if (summary.Errors.Count == 0) page.Element("p", failures == 0 ? "No request failed in this period." : $"{Count(failures)} requests failed; none says why.", "empty");
        else WriteErrorTable(page, summary);
        page.Raw("</section>");
    }

    private static void WriteErrorTable(Html page, ExecutiveSummary summary)
    {
        page.Raw("<div class=\"scroll\"><table><thead><tr><th>Message</th><th class=\"n\">Requests</th><th class=\"n\">Last seen</th></tr></thead><tbody>");
        foreach (var error in summary.Errors)
        {
            page.Raw("<tr>").Element("td", error.Error).Element("td", Count(error.Count), "n").Element("td", error.Last.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), "n").Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    private static void Section(Html page, string figure, string? cssClass = null) => page.Raw(cssClass is null ? "<section>" : $"<section class=\"{cssClass}\">").Raw(figure).Raw("</section>");

    private static string Day(string time) => time.EndsWith("T00:00:00Z", StringComparison.Ordinal) || time.EndsWith("T23:59:59Z", StringComparison.Ordinal) ? time[..10] : $"{time[..10]} {time[11..16]}";

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
