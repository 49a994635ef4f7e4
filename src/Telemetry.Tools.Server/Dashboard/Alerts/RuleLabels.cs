namespace Telemetry.Tools.Server;

/// <summary>What the form of a rule calls the API's fields.</summary>
internal static class RuleLabels
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["name"] = "Name",
        ["alert_type"] = "Kind",
        ["severity"] = "Severity",
        ["metric"] = "Figure",
        ["operator"] = "Is",
        ["threshold"] = "Threshold",
        ["window_duration"] = "Window, minutes",
        ["cooldown_minutes"] = "Pause after an alert, minutes",
        ["group_by"] = "For each",
        ["webhooks"] = "Webhooks, one address a line",
        ["url"] = "Webhooks",
        ["secret"] = "Secret of new webhooks",
        ["emails"] = "E-mail, one line of addresses a message",
        ["to"] = "E-mail",
        ["description"] = "Description",
    };

    /// <summary>A field's label.</summary>
    public static string Of(string field) => Labels.TryGetValue(field, out var label) ? label : $"Only {PeriodControls.LabelOf(field).ToLowerInvariant()}";

    /// <summary>What is wrong, with labels in place of the API's names.</summary>
    public static string In(string problem) =>
        Labels.Keys.Concat(UsageFilter.Columns).Aggregate(problem, (text, field) => text.Replace($"'{field}'", $"“{Of(field)}”", StringComparison.Ordinal));
}
