namespace Telemetry.Tools.Server;

/// <summary>Asks for a key.</summary>
internal static class SignInPage
{
    public static string Of(bool hasFailed)
    {
        var page = PageFrame.Begin("Sign in · Telemetry.Tools").Raw("<main class=\"signin\"><section>").Element("h1", "Sign in");
        page.Raw("<form method=\"post\" action=\"/signin\"><label for=\"key\">Key</label><input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus>");
        if (hasFailed) page.Raw("<p class=\"failed\" role=\"alert\">This key does not work, or may not read.</p>");
        page.Raw("<button type=\"submit\">Sign in</button></form>").Element("p", "A key that may read is made by: dotnet telemetry keys create NAME --role viewer", "empty");
        return PageFrame.End(page.Raw("</section></main>"));
    }
}
