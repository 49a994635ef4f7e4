namespace Telemetry.Tools.Server;

/// <summary>Says what is wrong with an address or a form, and the way on.</summary>
internal static class ProblemPage
{
    /// <summary>The page.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="code">The diagnostic's id.</param>
    /// <param name="detail">What is wrong.</param>
    /// <param name="path">The page that was asked for.</param>
    /// <param name="form">The page of the form that was sent; <see langword="null"/> where none was.</param>
    /// <param name="caller">Who asked; <see langword="null"/> where that is not known.</param>
    public static string Of(int status, string code, string detail, string path, string? form, Caller? caller)
    {
        var heading = status switch { 401 => "Signed out", 403 => "Not allowed", 404 => "Nothing is there", 400 when form is null => "This address cannot be shown", _ => "This did not work" };
        var page = caller is null ? PageFrame.Begin(heading).Raw("<div class=\"head\">") : PageFrame.Begin(heading, new DashboardQuestion(form ?? path, []), caller, isLive: false);
        PageFrame.Main(page.Element("h1", heading)).Raw("<section class=\"full nothing\" role=\"alert\">");
        page.Element("p", status == 401 ? "The session has ended, and nothing was changed." : detail).Element("p", code, "empty").Raw("<p class=\"ways\">");
        if (status == 401) page.Link("/signin", "Sign in", "class=\"button\"");
        else if (form is not null) page.Link(form, "Back to the page", "class=\"button\"");
        else page.Link(status is 404 or 405 ? ReturnAddress.Home : path, status is 404 or 405 ? "Show the overview" : "Show the page without choices", "class=\"button\"");
        return PageFrame.End(page.Raw("</p></section>"), null);
    }
}
