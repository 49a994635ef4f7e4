namespace Telemetry.Tools.Server;

/// <summary>The head of a page about a period: what is shown, and links and forms that choose something else.</summary>
internal static class PeriodControls
{
    private static readonly (string Name, string Label)[] FilterLabels =
    [
        ("tenant_id", "Tenant"), ("user_id", "User"), ("project_id", "Project"), ("prompt_id", "Prompt"), ("model", "Model"), ("model_provider", "Provider"), ("endpoint", "Endpoint"),
    ];

    public static void Write(Html page, string heading, DashboardView view)
    {
        var period = view.Period;
        page.Element("h1", heading).Element("p", $"{PeriodText.Of(period)}, by {UsagePeriod.NameOf(period.Bucket)} · {Scope(view)}", "period");
        page.Raw("<div class=\"choices\">");
        Presets(page, view.Question);
        Buckets(page, view.Question, period);
        Links(page, "Compare with", Comparisons(view.Question));
        page.Raw("</div><div class=\"forms\">");
        Dates(page, view.Question, view.Period);
        Filters(page, view);
        page.Raw("</div>");
        Active(page, view.Question);
    }

    /// <summary>The same for a page whose figures have buckets and dimensions of their own.</summary>
    public static void WritePeriod(Html page, string heading, DashboardView view)
    {
        page.Element("h1", heading).Element("p", $"{PeriodText.Of(view.Period)} · {Scope(view)}", "period").Raw("<div class=\"choices\">");
        Presets(page, view.Question);
        page.Raw("</div><div class=\"forms\">");
        Dates(page, view.Question, view.Period);
        page.Raw("</div>");
    }

    /// <summary>The choices of a page about the servers, which belong to no tenant.</summary>
    public static void WriteTimes(Html page, DashboardQuestion question, UsagePeriod period)
    {
        page.Raw("<div class=\"choices\">");
        Presets(page, question);
        Buckets(page, question, period);
        page.Raw("</div><div class=\"forms\">");
        Dates(page, question, period);
        page.Raw("</div>");
    }

    /// <summary>A choice of links.</summary>
    public static void Links(Html page, string label, IEnumerable<(string Text, string Address, bool IsShown)> links)
    {
        page.Raw($"<nav class=\"choice\" aria-label=\"{label}\">").Element("span", label);
        foreach (var (text, address, isShown) in links) page.Link(address, text, isShown ? "aria-current=\"true\"" : "");
        page.Raw("</nav>");
    }

    /// <summary>What a parameter is called.</summary>
    public static string LabelOf(string name) => FilterLabels.First(pair => pair.Name == name).Label;

    private static string Scope(DashboardView view) => view.Filter.Tenant ?? "all tenants";

    private static IEnumerable<(string, string, bool)> Comparisons(DashboardQuestion question)
    {
        var shown = question["compare"] ?? "period";
        yield return ("period before", question.With(("compare", null)), shown == "period");
        yield return ("year before", question.With(("compare", "year")), shown == "year");
        yield return ("nothing", question.With(("compare", "none")), shown == "none");
    }

    private static void Presets(Html page, DashboardQuestion question) =>
        Links(page, "Period", DashboardQuestion.Presets.Select(preset => (preset.Label, question.WithRange(preset.Name), question.ShownRange == preset.Name)));

    private static void Buckets(Html page, DashboardQuestion question, UsagePeriod period) =>
        Links(page, "By", ((string[])["hour", "day", "week", "month"]).Select(bucket => (bucket, question.With(("group_by", bucket)), bucket == UsagePeriod.NameOf(period.Bucket))));

    private static void Dates(Html page, DashboardQuestion question, UsagePeriod period)
    {
        page.Raw($"<form method=\"get\" action=\"{question.Path}\">");
        page.Raw($"<label>From <input type=\"date\" name=\"start_date\" value=\"{PeriodText.Date(period.Start)}\" required></label>");
        page.Raw($"<label>to <input type=\"date\" name=\"end_date\" value=\"{PeriodText.Date(period.End - 1)}\" required></label>");
        foreach (var (name, value) in question.Values.Where(pair => pair.Name is not ("range" or "start_date" or "end_date"))) page.Hidden(name, value);
        page.Raw("<button type=\"submit\">Show</button></form>");
    }

    private static void Filters(Html page, DashboardView view)
    {
        page.Raw($"<details class=\"filter-by\"><summary>Filter</summary><form method=\"get\" action=\"{view.Question.Path}\">");
        foreach (var (name, label) in FilterLabels.Where(pair => pair.Name != "tenant_id" || view.Caller.IsOperator))
        {
            page.Raw($"<label>{label} <input name=\"{name}\" value=\"{Html.Encode(view.Question[name] ?? "")}\" maxlength=\"1024\" autocomplete=\"off\" list=\"values-{name}\"></label><datalist id=\"values-{name}\"></datalist>");
        }

        foreach (var (name, value) in view.Question.Values.Where(pair => !DashboardQuestion.Conditions.Contains(pair.Name))) page.Hidden(name, value);
        page.Raw("<button type=\"submit\">Filter</button></form></details>");
    }

    private static void Active(Html page, DashboardQuestion question)
    {
        var filters = question.Filters.ToList();
        if (filters.Count == 0) return;
        page.Raw("<nav class=\"filters\" aria-label=\"Filters\"><span>Only</span><ul>");
        foreach (var (name, value) in filters)
        {
            page.Raw("<li>").Raw($"<a class=\"filter\" href=\"{Html.Encode(question.With((name, null)))}\">").Text($"{LabelOf(name)}: {value} ").Raw("<span aria-hidden=\"true\">✕</span><span class=\"unseen\">(remove this filter)</span></a></li>");
        }

        page.Raw("</ul>");
        if (filters.Count > 1) page.Link(question.With([.. filters.Select(pair => (pair.Name, (string?)null))]), "Remove all");
        page.Raw("</nav>");
    }
}
