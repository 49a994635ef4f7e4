namespace Telemetry.Tools.Server;

/// <summary>Asks for a key.</summary>
internal static class SignInPage
{
    /// <summary>The page.</summary>
    /// <param name="problem">Why the last try failed; <see langword="null"/> for the first.</param>
    /// <param name="address">Where it leads to; <see langword="null"/> for the first page.</param>
    public static string Of(string? problem, string? address)
    {
        var page = PageFrame.Begin("Sign in").Raw("<main class=\"signin\"><section>").Element("h1", "Sign in");
        page.Raw("<form method=\"post\" action=\"/signin\"><label for=\"key\">Key</label>");
        page.Raw($"<input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus{(problem is null ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\"")}>");
        if (problem is not null) page.Raw("<p id=\"problem\" class=\"failed\" role=\"alert\">").Text(problem).Raw("</p>");
        if (address is not null) page.Hidden(ReturnAddress.Name, address);
        page.Raw("<button type=\"submit\">Sign in</button></form>").Raw("<p class=\"empty\">A key that may read is made by <code>dotnet telemetry keys create NAME --role viewer</code></p>");
        return PageFrame.End(page.Raw("</section></main>"));
    }
}
