using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Reads a rule from JSON, field by field, and says what is wrong with it.</summary>
internal sealed class AlertRuleReader(WebhookAddresses addresses, ServerSettings settings)
{
    /// <summary>Length of the longest window.</summary>
    public const int MaxWindowMinutes = 129_600;

    private const int MaxName = 200;
    private const int MaxDescription = 2_000;
    private const int MaxValue = 1_024;
    private const int MaxMinuteWindows = 60;

    private static readonly string[] Fields =
        ["name", "description", "alert_type", "severity", "metric", "operator", "threshold", "window_duration", "filters", "group_by", "channels", "cooldown_minutes", "enabled"];

    // What an answer holds may be sent back.
    private static readonly string[] Passed = ["id", "created_at", "updated_at", "tenant_id"];

    /// <summary>Reads a rule.</summary>
    /// <param name="json">The request's body, an object.</param>
    /// <param name="known">The channels that the rule has already: a secret that is not sent again is kept.</param>
    /// <exception cref="QueryException">400: it cannot be used so.</exception>
    public AlertTerms Read(JsonElement json, IReadOnlyList<AlertChannel> known)
    {
        foreach (var name in json.EnumerateObject().Select(field => field.Name).Where(name => !Fields.Contains(name) && !Passed.Contains(name)))
            throw Bad($"There is no field '{Shown(name)}'.{Suggestion.For(name, Fields)} Fields: {string.Join(", ", Fields)}.");
        var type = OneOf(json, "alert_type", AlertWords.Types);
        var isAbsence = type == AlertWords.Absence;
        return Check(new AlertTerms
        {
            Name = Text(json, "name", MaxName) ?? throw Missing("name"),
            Description = Text(json, "description", MaxDescription),
            Type = type,
            Severity = OneOf(json, "severity", AlertWords.Severities),
            // Absence is fewer than one request; whoever sends back what was answered says so.
            Metric = AlertMetric.Find(OneOf(json, "metric", isAbsence ? ["requests"] : [.. AlertMetric.All.Select(metric => metric.Name)], isAbsence ? "requests" : null)),
            Operator = OneOf(json, "operator", isAbsence ? ["<"] : AlertWords.Operators, isAbsence ? "<" : null),
            Threshold = isAbsence ? Absence(json) : Decimal(json, "threshold") ?? throw Missing("threshold"),
            WindowMinutes = Number(json, "window_duration", 1, MaxWindowMinutes) ?? throw Missing("window_duration"),
            Filters = Filters(json),
            GroupBy = json.TryGetProperty("group_by", out var group) && group.ValueKind != JsonValueKind.Null ? OneOf(json, "group_by", [.. UsageFilter.Columns]) : null,
            Channels = new AlertChannelReader(addresses, settings).Read(json, known),
            CooldownMinutes = Number(json, "cooldown_minutes", 0, MaxWindowMinutes) ?? 0,
            IsEnabled = Flag(json, "enabled") ?? true,
        });
    }

    private static AlertTerms Check(AlertTerms terms)
    {
        if (terms.Type == AlertWords.Budget && !AlertWords.BudgetMinutes.Contains(terms.WindowMinutes))
            throw Bad("A budget's 'window_duration' is 1440 (the day), 10080 (the week from Monday) or 43200 (the calendar month).");
        if (terms.Type == AlertWords.Anomaly && (terms.WindowMinutes % 60 != 0 || terms.WindowMinutes > 7 * 1_440))
            throw Bad("An anomaly's 'window_duration' is a number of whole hours (60, 120 …) up to a week.");
        if (terms.Type == AlertWords.Absence && terms.GroupBy is not null) throw Bad("Absence takes filters, and no 'group_by': a group without events is not known.");
        if (AlertWords.IsPlain(terms.Type) && terms.WindowMinutes > MaxMinuteWindows && terms.WindowMinutes % 60 != 0)
            throw Bad("A 'window_duration' of more than 60 minutes is a number of whole hours (120, 180 … 1440 …).");
        return terms;
    }

    private static decimal Absence(JsonElement json) =>
        Decimal(json, "threshold") is null or 1 ? 1 : throw Bad("Absence takes no 'threshold': it is no request in 'window_duration' minutes.");

    private static List<(string, string)> Filters(JsonElement json)
    {
        if (!json.TryGetProperty("filters", out var filters) || filters.ValueKind == JsonValueKind.Null) return [];
        if (filters.ValueKind != JsonValueKind.Object) throw Bad("'filters' is an object such as {\"model\": \"gpt-5\"}.");
        foreach (var name in filters.EnumerateObject().Select(filter => filter.Name).Where(name => !UsageFilter.Columns.Contains(name)))
            throw Bad($"'filters' has no '{Shown(name)}'.{Suggestion.For(name, UsageFilter.Columns)} It takes {string.Join(", ", UsageFilter.Columns)}.");
        return [.. UsageFilter.Columns.Select(column => (column, Text(filters, column, MaxValue))).Where(pair => pair.Item2 is not null).Select(pair => (pair.column, pair.Item2!))];
    }

    /// <summary>A text; <see langword="null"/> where there is none.</summary>
    internal static string? Text(JsonElement json, string name, int most)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String || !TryText(value, out var text) || text.Length is 0 || text.Length > most || text.Any(letter => letter != '\n' && char.IsControl(letter)))
            throw Bad($"'{name}' takes text of 1 to {most} characters without control characters.");
        return text;
    }

    /// <summary>True or false; <see langword="null"/> where there is neither.</summary>
    internal static bool? Flag(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw Bad($"'{name}' takes true or false."),
    };

    /// <summary>One of a few words.</summary>
    internal static string OneOf(JsonElement json, string name, string[] words, string? otherwise = null)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return otherwise ?? throw Missing(name);
        if (value.ValueKind == JsonValueKind.String && TryText(value, out var text) && words.Contains(text, StringComparer.Ordinal)) return text;
        var near = value.ValueKind == JsonValueKind.String && TryText(value, out var wrong) ? Suggestion.For(wrong, words) : "";
        throw Bad($"'{name}' takes {string.Join(", ", words)}.{near}");
    }

    internal static QueryException Bad(string message) => new(message, ServerDiagnostics.BadRule);

    internal static string Shown(string name) => new([.. name.Take(40).Where(letter => !char.IsControl(letter))]);

    private static QueryException Missing(string name) => Bad($"'{name}' is missing.");

    // A lone surrogate cannot be kept by every engine.
    private static bool TryText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    // Money comes as text or number, like everywhere.
    private static decimal? Decimal(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var isGood = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDecimal(out var number)
            : decimal.TryParse(value.ValueKind == JsonValueKind.String && TryText(value, out var text) ? text : "", Styles, CultureInfo.InvariantCulture, out number);
        return isGood && Math.Abs(number) <= 1_000_000_000_000_000m ? number : throw Bad($"'{name}' takes a number.");
    }

    private static int? Number(JsonElement json, string name, int least, int most)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Bad($"'{name}' takes a whole number of minutes from {least} to {most}.");
    }
}
