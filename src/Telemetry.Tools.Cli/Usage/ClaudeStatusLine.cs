using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>The status as one line of text.</summary>
internal sealed partial record ClaudeStatus
{
    private const string Nothing = "no status";
    private const int LongestName = 40;

    /// <summary>The line; what the status does not say is left out.</summary>
    public string Line()
    {
        var parts = Parts().Where(part => part is not null).ToList();
        return parts.Count == 0 ? Nothing : string.Join(" · ", parts);
    }

    private IEnumerable<string?> Parts()
    {
        yield return Model is { } name ? SafeText.Of(name, LongestName) : null;
        yield return CostUsd is { } dollars ? Dollars(dollars) : null;
        yield return Duration is { } time ? Time(time) : null;
        yield return Lines();
        yield return ContextRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"context {rate * 100:0} %") : null;
        if (ExceedsTokens == true) yield return "over 200k tokens";
    }

    private static string Dollars(double amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:0.00}");

    private string Time(TimeSpan time)
    {
        var text = time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min");
        return CostPerHourUsd is { } cost ? $"{text} ({Dollars(cost)}/h)" : text;
    }

    private string? Lines() =>
        LinesAdded > 0 || LinesRemoved > 0 ? string.Create(CultureInfo.InvariantCulture, $"+{LinesAdded ?? 0:0} −{LinesRemoved ?? 0:0} lines") : null;
}
