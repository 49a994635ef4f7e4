namespace Telemetry.Tools.Server;

/// <summary>What stands around every page.</summary>
internal static class PageFrame
{
    /// <summary>Begins a page.</summary>
    public static Html Begin(string title) => new Html()
        .Raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">")
        .Element("title", title)
        .Raw("<link rel=\"stylesheet\" href=\"/analytics/style.css\"><link rel=\"icon\" href=\"data:,\"></head><body>");

    /// <summary>Ends it.</summary>
    public static string End(Html page) => page.Raw("</body></html>").ToString();
}
