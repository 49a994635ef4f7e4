namespace Telemetry.Tools.Server;

/// <summary>What stands in place of figures where there are none: why, and what fills them.</summary>
internal static class EmptyState
{
    /// <summary>Writes it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="view">What was asked.</param>
    /// <param name="hasAny">Whether there is anything outside of the period and the filters.</param>
    public static void Write(Html page, DashboardView view, bool hasAny)
    {
        page.Raw("<section class=\"full nothing\">");
        if (hasAny) Elsewhere(page, view);
        else First(page, view);
        page.Raw("</section>");
    }

    private static void Elsewhere(Html page, DashboardView view)
    {
        var filters = view.Question.Filters.ToList();
        page.Element("h2", "No requests here").Element("p", filters.Count == 0 ? "Nothing was sent in this period." : "Nothing in this period fits the filters.").Raw("<p class=\"ways\">");
        if (filters.Count > 0) page.Link(view.Question.With([.. filters.Select(pair => (pair.Name, (string?)null))]), "Remove the filters", "class=\"button\"");
        if (view.Question.ShownRange != "1y") page.Link(view.Question.WithRange("1y"), "Show the last year", "class=\"button\"");
        page.Raw("</p>");
    }

    private static void First(Html page, DashboardView view)
    {
        page.Element("h2", "No requests yet").Element("p", "The figures begin with the first event that a program sends:");
        page.Raw("<pre tabindex=\"0\"><code>").Lines(string.Join('\n',
            $"curl {view.Server}/v1/client/usage/log \\",
            view.Caller.KeyId is null ? "  -H 'Content-Type: application/json' \\" : "  -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\",
            """  -d '{"model": "gpt-5", "prompt_id": "summarise", "success": true, "input_tokens": 1200, "output_tokens": 300, "response_time_ms": 850}'""")).Raw("</code></pre>");
        if (view.Caller.KeyId is not null) page.Element("p", $"A key that may send is made by: dotnet telemetry keys create app --tenant {(view.Caller.IsOperator ? "T" : view.Caller.Tenant)} --role writer", "empty");
    }
}
