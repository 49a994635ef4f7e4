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
        if (problem is not null) page.Raw("<p id=\"problem\" class=\"failed whole\" role=\"alert\">").Text(RuleLabels.In(problem)).Raw("</p>");
        page.Raw(mayEdit ? "" : "<p class=\"empty whole\">A viewer's key shows rules; an editor's changes them.</p>").Raw(mayEdit ? "<fieldset>" : "<fieldset disabled>");
        Text("name", "class=\"wide\"", "required maxlength=\"200\"");
        Choice("alert_type", AlertWords.Types, unit: OwnUnit);
        Choice("severity", AlertWords.Severities);
        Choice("metric", AlertMetric.All.Select(metric => metric.Name), metric => $"{AlertText.Words(metric)} ({FigureUnit(metric)})", FigureUnit);
        Choice("operator", AlertWords.Operators);
        Threshold();
        Text("window_duration", "", "required inputmode=\"numeric\"");
        Text("cooldown_minutes", "", "inputmode=\"numeric\"");
        Choice("group_by", ["", .. UsageFilter.Columns]);
        foreach (var column in UsageFilter.Columns) Text(column, "", "maxlength=\"1024\"");
        if (mayEdit)
        {
            Area("webhooks");
            page.Raw($"<label>{RuleLabels.Of("secret")} <input type=\"password\" name=\"secret\" autocomplete=\"new-password\" maxlength=\"512\"{Mark("secret")}></label>");
            Area("emails");
        }

        Area("description");
        Check("Tell the end of an alert, too", "send_resolved");
        Check("On", "enabled");
        if (mayEdit) page.Raw("<button type=\"submit\" class=\"primary\">Save</button>");
        page.Raw("</fieldset></form>");

        string Mark(string name) => problem is not null && Names(problem, name) ? " aria-invalid=\"true\" aria-describedby=\"problem\"" : "";
        void Text(string name, string ofLabel, string more) => page.Raw($"<label {ofLabel}>").Text(RuleLabels.Of(name)).Raw($" <input name=\"{name}\" value=\"{Html.Encode(form[name])}\" {more}{Mark(name)}></label>");
        void Area(string name) => page.Raw("<label class=\"wide\">").Text(RuleLabels.Of(name)).Raw($" <textarea name=\"{name}\" rows=\"2\"{Mark(name)}>").Lines(form[name]).Raw("</textarea></label>");
        void Check(string label, string name) => page.Raw($"<label class=\"check\"><input type=\"checkbox\" name=\"{name}\" value=\"true\"{(form[name] == "true" ? " checked" : "")}> ").Text(label).Raw("</label>");
        void Choice(string name, IEnumerable<string> values, Func<string, string>? text = null, Func<string, string?>? unit = null) => page.Raw("<label>").Text(RuleLabels.Of(name) + " ")
            .Select(name, values.Select(value => (value, value.Length == 0 ? "all together" : (text ?? AlertText.Words)(value))), form[name], unit).Raw("</label>");

        // Absence alone has none.
        void Threshold() => page.Raw($"<label>{RuleLabels.Of("threshold")} <span class=\"measure\"><input name=\"threshold\" value=\"{Html.Encode(form["threshold"])}\" inputmode=\"decimal\"{(form["alert_type"] == AlertWords.Absence ? "" : " required")}{Mark("threshold")}> ")
            .Raw("<span id=\"unit\">").Text(OwnUnit(form["alert_type"]) ?? FigureUnit(form["metric"])).Raw("</span></span></label>");
    }

    private static string FigureUnit(string metric) => AlertText.UnitName("threshold", metric);

    // Kinds whose threshold is not in the figure's unit.
    private static string? OwnUnit(string type) => type switch
    {
        AlertWords.Change or AlertWords.Anomaly => AlertText.UnitName(type, AlertMetric.Requests.Name),
        AlertWords.Absence => "none",
        _ => null,
    };

    private static void Delete(Html page, string id) => page
        .Raw($"<details class=\"delete\"><summary>Delete this rule</summary><form method=\"post\" action=\"{Path}/{id}/delete\"><p>Its open alerts end, and stay listed.</p><button type=\"submit\">Delete</button></form></details>");

    // What is wrong is said with the API's names of fields.
    private static bool Names(string problem, string name) => problem.Contains($"'{name}'", StringComparison.Ordinal)
        || (name == "webhooks" && problem.Contains("webhook", StringComparison.OrdinalIgnoreCase)) || (name == "emails" && problem.Contains("mail", StringComparison.OrdinalIgnoreCase));
}
