namespace Telemetry.Tools.Server;

/// <summary>The page on which a rule is made, changed or deleted.</summary>
internal static class AlertRulePage
{
    public const string Path = "/analytics/alerts/rules";

    /// <summary>The page.</summary>
    /// <param name="id">The rule's id; <c>new</c> for one that is not there yet.</param>
    /// <param name="form">What the fields say.</param>
    /// <param name="problem">Why it was not taken; <see langword="null"/> where nothing was sent.</param>
    /// <param name="caller">Who looks.</param>
    public static string Of(string id, AlertRuleForm form, string? problem, Caller caller)
    {
        var heading = id == "new" ? "New rule" : form["name"];
        var page = PageFrame.Begin(heading, new DashboardQuestion(AlertsPage.Path, []), caller, isLive: false).Element("h1", heading).Raw("<p class=\"period\">").Link(AlertsPage.Path, "All alerts and rules").Raw("</p>");
        var mayEdit = caller.Role.May(Permission.Edit);
        PageFrame.Main(page).Raw("<section class=\"full\">").Element("h2", "Rule", "unseen");
        Fields(page, id, form, problem, mayEdit);
        if (mayEdit && id != "new") Delete(page, id);
        page.Raw("</section>");
        return PageFrame.End(page, "All times are UTC. A window is at most 60 minutes or whole hours; a budget's is 1440 (the day), 10080 (the week) or 43200 (the month).");
    }

    private static void Fields(Html page, string id, AlertRuleForm form, string? problem, bool mayEdit)
    {
        page.Raw($"<form class=\"fields\" method=\"post\" action=\"{Path}/{id}\">");
        if (problem is not null) page.Raw("<p id=\"problem\" class=\"failed whole\" role=\"alert\">").Text(problem).Raw("</p>");
        page.Raw(mayEdit ? "" : "<p class=\"empty whole\">A viewer's key shows rules; an editor's changes them.</p>").Raw(mayEdit ? "<fieldset>" : "<fieldset disabled>");
        Text("Name", "name", "class=\"wide\"", "required maxlength=\"200\"");
        Choice("Kind", "alert_type", AlertWords.Types);
        Choice("Severity", "severity", AlertWords.Severities);
        Choice("Figure", "metric", AlertMetric.All.Select(metric => metric.Name));
        Choice("Is", "operator", AlertWords.Operators);
        Text("Threshold", "threshold", "", "inputmode=\"decimal\"");
        Text("Window, minutes", "window_duration", "", "required inputmode=\"numeric\"");
        Text("Pause after an alert, minutes", "cooldown_minutes", "", "inputmode=\"numeric\"");
        Choice("For each", "group_by", ["", .. UsageFilter.Columns]);
        foreach (var column in UsageFilter.Columns) Text($"Only {PeriodControls.LabelOf(column).ToLowerInvariant()}", column, "", "maxlength=\"1024\"");
        if (mayEdit)
        {
            Area("Webhooks, one address a line", "webhooks");
            page.Raw($"<label>Secret of new webhooks <input type=\"password\" name=\"secret\" autocomplete=\"new-password\" maxlength=\"512\"{Mark("secret")}></label>");
            Area("E-mail, one line of addresses a message", "emails");
        }

        Area("Description", "description");
        Check("Tell the end of an alert, too", "send_resolved");
        Check("On", "enabled");
        if (mayEdit) page.Raw("<button type=\"submit\" class=\"primary\">Save</button>");
        page.Raw("</fieldset></form>");

        string Mark(string name) => problem is not null && Names(problem, name) ? " aria-invalid=\"true\" aria-describedby=\"problem\"" : "";
        void Text(string label, string name, string ofLabel, string more) => page.Raw($"<label {ofLabel}>").Text(label).Raw($" <input name=\"{name}\" value=\"{Html.Encode(form[name])}\" {more}{Mark(name)}></label>");
        void Area(string label, string name) => page.Raw("<label class=\"wide\">").Text(label).Raw($" <textarea name=\"{name}\" rows=\"2\"{Mark(name)}>").Lines(form[name]).Raw("</textarea></label>");
        void Check(string label, string name) => page.Raw($"<label class=\"check\"><input type=\"checkbox\" name=\"{name}\" value=\"true\"{(form[name] == "true" ? " checked" : "")}> ").Text(label).Raw("</label>");
        void Choice(string label, string name, IEnumerable<string> values) =>
            page.Raw("<label>").Text(label + " ").Select(name, values.Select(value => (value, value.Length == 0 ? "all together" : AlertText.Words(value))), form[name]).Raw("</label>");
    }

    private static void Delete(Html page, string id) => page
        .Raw($"<details class=\"delete\"><summary>Delete this rule</summary><form method=\"post\" action=\"{Path}/{id}/delete\"><p>Its open alerts end, and stay listed.</p><button type=\"submit\">Delete</button></form></details>");

    // What is wrong is said with the API's names of fields.
    private static bool Names(string problem, string name) => problem.Contains($"'{name}'", StringComparison.Ordinal)
        || (name == "webhooks" && problem.Contains("webhook", StringComparison.OrdinalIgnoreCase)) || (name == "emails" && problem.Contains("mail", StringComparison.OrdinalIgnoreCase));
}
