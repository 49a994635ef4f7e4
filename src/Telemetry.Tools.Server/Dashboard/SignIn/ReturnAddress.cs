using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>The page that a form leads back to: one of this dashboard, and nothing else that an address could name.</summary>
internal static class ReturnAddress
{
    /// <summary>What the parameter and the field are called.</summary>
    public const string Name = "return";

    /// <summary>The first page, which needs no parameter.</summary>
    public const string Home = "/analytics";

    private const int MaxLength = 2_048;

    /// <summary>Where one signs in and comes back to the page of a request.</summary>
    public static string SignIn(HttpRequest request)
    {
        var path = request.Path == "/" ? Home : request.Path.ToUriComponent();
        return Of(path + request.QueryString.ToUriComponent()) is { } address and not Home ? QueryHelpers.AddQueryString("/signin", Name, address) : "/signin";
    }

    /// <summary>The address that a text names; <see langword="null"/> where it is no page of this dashboard.</summary>
    public static string? Of(string? text)
    {
        if (text is null || text.Length > MaxLength || !text.StartsWith(Home, StringComparison.Ordinal) || text.Any(letter => letter is <= ' ' or > '~' or '\\')) return null;
        var path = text.Split('?', '#')[0];
        // Browsers take "%2e" for a dot, and two dots for the folder above.
        return IsPlain(path) && (path.Length == Home.Length || path[Home.Length] == '/') ? text : null;
    }

    private static bool IsPlain(string path) =>
        !path.Contains("//", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase);
}
