namespace Telemetry.Tools.Server;

/// <summary>What stands around every page: landmarks, the way to other pages, and out.</summary>
internal static class PageFrame
{
    private const string Product = "Telemetry.Tools";

    private static readonly (string Path, string Name)[] Pages =
    [
        ("/analytics", "Overview"), ("/analytics/models", "Models"), ("/analytics/prompts", "Prompts"), ("/analytics/errors", "Errors"),
        ("/analytics/performance", "Performance"), ("/analytics/alerts", "Alerts"), ("/analytics/exports", "Exports"), ("/analytics/builds", "Builds"), ("/analytics/streams", "Streams"),
    ];

    /// <summary>Begins a page without navigation.</summary>
    public static Html Begin(string title, string body = "") => new Html()
        .Raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">")
        .Element("title", $"{title} · {Product}")
        .Raw($"<link rel=\"stylesheet\" href=\"{DashboardFiles.Style.Address}\"><link rel=\"icon\" href=\"data:,\"><script src=\"{DashboardFiles.Script.Address}\" defer></script></head><body{body}>");

    /// <summary>Begins a page of the dashboard; what follows is its head, up to <see cref="Main"/>.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="caller">Who asked.</param>
    /// <param name="isLive">Whether it follows new events; not where that would take away what somebody writes.</param>
    public static Html Begin(string title, DashboardQuestion question, Caller caller, bool isLive = true)
    {
        var live = question["tenant_id"] is { } tenant ? $"/analytics/live?tenant_id={Uri.EscapeDataString(tenant)}" : "/analytics/live";
        var page = Begin(title, isLive ? $" data-live=\"{Html.Encode(live)}\"" : "");
        page.Raw("<a class=\"skip\" href=\"#main\">Skip to the figures</a><header class=\"site\"><div class=\"bar\">").Link("/analytics", Product, "class=\"brand\"");
        page.Raw("<nav class=\"pages\" aria-label=\"Pages\"><ul>");
        foreach (var (path, name) in Pages) page.Raw("<li>").Link(question.On(path), name, path == question.Path ? "aria-current=\"page\"" : "").Raw("</li>");
        page.Raw("</ul></nav><div class=\"session\"><button type=\"button\" id=\"live\" hidden>Pause</button>");
        if (caller.KeyId is not null) page.Raw("<form method=\"post\" action=\"/signout\"><button type=\"submit\">Sign out</button></form>");
        return page.Raw("</div></div></header><p id=\"status\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></p><div class=\"head\">");
    }

    /// <summary>Begins the part that live updates replace.</summary>
    public static Html Main(Html page) => page.Raw("</div><main id=\"main\" tabindex=\"-1\">");

    /// <summary>Ends a page of the dashboard.</summary>
    public static string End(Html page, string? note)
    {
        page.Raw("</main><footer>");
        if (note is not null) page.Element("p", note);
        return page.Raw("</footer></body></html>").ToString();
    }

    /// <summary>Ends a page without navigation.</summary>
    public static string End(Html page) => page.Raw("</body></html>").ToString();
}
