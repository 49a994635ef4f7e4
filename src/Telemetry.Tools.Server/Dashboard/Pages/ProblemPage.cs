namespace Telemetry.Tools.Server;

/// <summary>Says what is wrong with an address, and the way back.</summary>
internal static class ProblemPage
{
    public static string Of(QueryException problem, string path, Caller caller)
    {
        var page = PageFrame.Begin("Not so", new DashboardQuestion(path, []), caller).Element("h1", problem.Status == 404 ? "Nothing is there" : "This address cannot be shown");
        PageFrame.Main(page).Raw("<section class=\"full nothing\" role=\"alert\">").Element("p", problem.Message).Element("p", problem.Code, "empty");
        page.Raw("<p class=\"ways\">").Link(problem.Status == 404 ? "/analytics" : path, "Show the page without choices", "class=\"button\"").Raw("</p></section>");
        return PageFrame.End(page, null);
    }
}
