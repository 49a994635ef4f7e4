using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary>What Claude Code's status says; what it does not say is null.</summary>
internal sealed partial record ClaudeStatus
{
    /// <summary>The model's name.</summary>
    public string? Model { get; private init; }

    /// <summary>What the session cost, in US dollars.</summary>
    public double? CostUsd { get; private init; }

    /// <summary>How long the session is, 9999 days at most.</summary>
    public TimeSpan? Duration { get; private init; }

    /// <summary>Lines that were added.</summary>
    public double? LinesAdded { get; private init; }

    /// <summary>Lines that were removed.</summary>
    public double? LinesRemoved { get; private init; }

    /// <summary>How full the context window is, 0–1.</summary>
    public double? ContextRate { get; private init; }

    /// <summary>Whether the last answer took more than 200,000 tokens.</summary>
    public bool? ExceedsTokens { get; private init; }

    /// <summary>US dollars an hour; null where nothing was spent, or in less than a minute.</summary>
    public double? CostPerHourUsd => CostUsd > 0 && Duration is { TotalMinutes: >= 1 } time ? CostUsd / time.TotalHours : null;

    /// <summary>Reads it; never throws.</summary>
    /// <param name="json">The status, or anything else.</param>
    public static ClaudeStatus Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            return new();
        }
    }

    private static ClaudeStatus Of(JsonElement status)
    {
        var (model, cost) = (At(status, "model"), At(status, "cost"));
        return new()
        {
            Model = Text(model, "display_name") ?? Text(model, "id") ?? Text(status, "model"),
            CostUsd = Number(cost, "total_cost_usd"),
            Duration = Number(cost, "total_duration_ms") is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(9999).TotalMilliseconds)) : null,
            LinesAdded = Number(cost, "total_lines_added"),
            LinesRemoved = Number(cost, "total_lines_removed"),
            ContextRate = Context(At(status, "context_window")),
            ExceedsTokens = Truth(At(status, "exceeds_200k_tokens")),
        };
    }

    private static double? Context(JsonElement window)
    {
        if (Number(window, "used_percentage") is { } stated) return Math.Min(1, stated / 100);
        var usage = At(window, "current_usage");
        var used = (Number(usage, "input_tokens") ?? 0) + (Number(usage, "cache_creation_input_tokens") ?? 0) + (Number(usage, "cache_read_input_tokens") ?? 0);
        return used > 0 && Number(window, "context_window_size") is > 0 and var size ? Math.Min(1, used / size) : null;
    }

    private static JsonElement At(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        At(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool? Truth(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static double? Number(JsonElement element, string name)
    {
        var value = At(element, name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= 0) return number;
        return Text(element, name) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number >= 0
            ? number
            : null;
    }
}
