using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary>Claude Code's status as one line of text.</summary>
internal static class ClaudeStatus
{
    private const string Nothing = "no status";
    private const int LongestName = 40;

    /// <summary>The line; what the status does not say is left out.</summary>
    /// <param name="json">The status, or anything else.</param>
    public static string Line(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var parts = Parts(document.RootElement).Where(part => part is not null).ToList();
            return parts.Count == 0 ? Nothing : string.Join(" · ", parts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            return Nothing;
        }
    }

    private static IEnumerable<string?> Parts(JsonElement status)
    {
        var (model, cost, window) = (At(status, "model"), At(status, "cost"), At(status, "context_window"));
        yield return (Text(model, "display_name") ?? Text(model, "id") ?? Text(status, "model")) is { } name ? SafeText.Of(name, LongestName) : null;
        var (spent, milliseconds) = (Number(cost, "total_cost_usd"), Number(cost, "total_duration_ms"));
        yield return spent is { } dollars ? Dollars(dollars) : null;
        yield return milliseconds is { } duration ? Duration(duration, spent) : null;
        yield return Lines(Number(cost, "total_lines_added"), Number(cost, "total_lines_removed"));
        yield return Context(window) is { } percent ? string.Create(CultureInfo.InvariantCulture, $"context {percent:0} %") : null;
        if (At(status, "exceeds_200k_tokens").ValueKind == JsonValueKind.True) yield return "over 200k tokens";
    }

    private static string Dollars(double amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:0.00}");

    private static string Duration(double milliseconds, double? spent)
    {
        var time = TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(9999).TotalMilliseconds));
        var text = time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min");
        return spent > 0 && time.TotalMinutes >= 1 ? $"{text} ({Dollars(spent.Value / time.TotalHours)}/h)" : text;
    }

    private static string? Lines(double? added, double? removed) =>
        added > 0 || removed > 0 ? string.Create(CultureInfo.InvariantCulture, $"+{added ?? 0:0} −{removed ?? 0:0} lines") : null;

    private static double? Context(JsonElement window)
    {
        if (Number(window, "used_percentage") is { } stated) return Math.Min(stated, 100);
        var usage = At(window, "current_usage");
        var used = (Number(usage, "input_tokens") ?? 0) + (Number(usage, "cache_creation_input_tokens") ?? 0) + (Number(usage, "cache_read_input_tokens") ?? 0);
        return used > 0 && Number(window, "context_window_size") is > 0 and var size ? Math.Min(100, used / size * 100) : null;
    }

    private static JsonElement At(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        At(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static double? Number(JsonElement element, string name)
    {
        var value = At(element, name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= 0) return number;
        return Text(element, name) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number >= 0
            ? number
            : null;
    }
}
