using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The dashboard's style sheet and script. Their addresses name their content, so that a browser keeps them for good.</summary>
internal static class DashboardFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static DashboardFile Style { get; } = new("/analytics/style.css", "text/css; charset=utf-8", Read("dashboard.css") + SvgPainter.StyleSheet);

    public static DashboardFile Script { get; } = new("/analytics/dashboard.js", "text/javascript; charset=utf-8", Read("dashboard.js"));

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var file in (ReadOnlySpan<DashboardFile>)[Style, Script])
        {
            routes.Get(file.Path, context => WriteAsync(context, file)).Describe($"Dashboard{file.Path.Length}File", "Dashboard", "A file of the dashboard.", null).ExcludeFromDescription();
        }
    }

    private static Task WriteAsync(HttpContext context, DashboardFile file)
    {
        context.Response.Headers.ETag = $"\"{file.Version}\"";
        context.Response.Headers.CacheControl = context.Request.Query["v"] == file.Version ? Forever : "private, no-cache";
        return context.WriteAsync(file.Content, file.Type);
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>A file that pages load.</summary>
internal sealed class DashboardFile(string path, string type, string text)
{
    public string Path => path;

    public string Type => type;

    public byte[] Content { get; } = Encoding.UTF8.GetBytes(text);

    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>Where pages find it.</summary>
    public string Address => $"{path}?v={Version}";
}
