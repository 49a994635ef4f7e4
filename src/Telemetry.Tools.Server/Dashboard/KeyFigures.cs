using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The figures at the top of the page, each beside the period before.</summary>
internal static class KeyFigures
{
    public static void Write(Html page, ExecutiveSummary summary)
    {
        var (now, then) = (summary.Overview.Summary, summary.Previous);
        page.Raw("<dl class=\"figures\">");
        Figure(page, "Requests", ValueFormat.Compact(now.TotalRequests, "count"), Share(now.TotalRequests, then.TotalRequests), null);
        Figure(page, "Cost", ValueFormat.Text(Usd(now), "usd"), Share(Usd(now), Usd(then)), now.UnpricedRequests == 0 ? null : $"{ValueFormat.Compact(now.UnpricedRequests, "count")} requests of unknown cost");
        Figure(page, "Tokens used", ValueFormat.Compact(now.TotalTokensUsed, "tokens"), Share(now.TotalTokensUsed, then.TotalTokensUsed), null);
        Figure(page, "Success rate", Text(now.SuccessRate, "rate"), Points(now.SuccessRate, then.SuccessRate), null);
        Figure(page, "Response time", Text(now.AverageResponseTimeMs, "ms"), Share(now.AverageResponseTimeMs, then.AverageResponseTimeMs), now.P95ResponseTimeMs is { } p95 ? $"p95 {ValueFormat.Text(p95, "ms")}" : null);
        Figure(page, "Cache hits", Text(now.CacheHitRate, "rate"), Points(now.CacheHitRate, then.CacheHitRate), null);
        page.Raw("</dl>");
    }

    private static void Figure(Html page, string name, string value, string? change, string? detail)
    {
        page.Raw("<div>").Element("dt", name).Element("dd", value, "value");
        page.Element("dd", change is null ? "nothing to compare with" : $"{change} to the period before", "detail");
        if (detail is not null) page.Element("dd", detail, "detail");
        page.Raw("</div>");
    }

    private static double Usd(UsageFigures figures) => double.Parse(figures.TotalCostUsd, CultureInfo.InvariantCulture);

    private static string Text(double? value, string unit) => value is { } known ? ValueFormat.Text(known, unit) : ValueFormat.Unknown;

    private static string? Share(double? now, double? then) =>
        now is { } a && then is { } b and > 0 ? Signed((a - b) / b * 100, " %") : null;

    private static string? Points(double? now, double? then) => now is { } a && then is { } b ? Signed((a - b) * 100, " points") : null;

    private static string Signed(double value, string unit)
    {
        var rounded = Math.Round(value, Math.Abs(value) < 10 ? 1 : 0);
        var sign = rounded > 0 ? "+" : rounded < 0 ? "−" : "±";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(rounded):#,0.#}{unit}");
    }
}
