using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The figures at the top of a page, each beside the period that it is compared with.</summary>
internal static class KeyFigures
{
    public static void Write(Html page, UsageFigures now, UsageFigures? then, DashboardView view)
    {
        page.Raw("<dl class=\"figures\">");
        Tile("Requests", ValueFormat.Compact(now.TotalRequests, "count"), ChangeText.OfAmount(now.TotalRequests, then?.TotalRequests), null);
        Tile("Cost", ValueFormat.Text(Usd(now)!.Value, "usd"), ChangeText.OfAmount(Usd(now), Usd(then)), UnpricedText(now.UnpricedRequests));
        Tile("Tokens used", ValueFormat.Compact(now.TotalTokensUsed, "tokens"), ChangeText.OfAmount(now.TotalTokensUsed, then?.TotalTokensUsed), null);
        Tile("Success rate", Text(now.SuccessRate, "rate"), ChangeText.OfRate(now.SuccessRate, then?.SuccessRate), null);
        Tile("Response time", Text(now.AverageResponseTimeMs, "ms"), ChangeText.OfAmount(now.AverageResponseTimeMs, then?.AverageResponseTimeMs), now.P95ResponseTimeMs is { } p95 ? $"p95 {ValueFormat.Text(p95, "ms")}" : null);
        Tile("Cache hits", Text(now.CacheHitRate, "rate"), ChangeText.OfRate(now.CacheHitRate, then?.CacheHitRate), null);
        page.Raw("</dl>");

        void Tile(string name, string value, string? change, string? detail) =>
            KeyFigures.Tile(page, name, value, view.Previous is null ? null : change is null ? "nothing to compare with" : $"{change} than {view.PreviousName}".Replace("same than", "same as", StringComparison.Ordinal), detail);
    }

    /// <summary>One figure.</summary>
    public static void Tile(Html page, string name, string value, params ReadOnlySpan<string?> details)
    {
        page.Raw("<div>").Element("dt", name).Element("dd", value, "value");
        foreach (var detail in details)
        {
            if (detail is not null) page.Element("dd", detail, "detail");
        }

        page.Raw("</div>");
    }

    private static string? UnpricedText(long requests) => requests switch
    {
        0 => null,
        1 => "1 request of unknown cost",
        _ => $"{ValueFormat.Compact(requests, "count")} requests of unknown cost",
    };

    private static double? Usd(UsageFigures? figures) => figures is null ? null : double.Parse(figures.TotalCostUsd, CultureInfo.InvariantCulture);

    private static string Text(double? value, string unit) => value is { } known ? ValueFormat.Text(known, unit) : ValueFormat.Unknown;
}
