using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>A rule as its form has it: texts, which may be wrong.</summary>
/// <param name="Fields">The fields by name.</param>
internal sealed record AlertRuleForm(IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>What one field says.</summary>
    public string this[string name] => Fields.GetValueOrDefault(name) ?? "";

    /// <summary>A form for a new rule.</summary>
    public static AlertRuleForm New { get; } = new(new Dictionary<string, string>
    {
        ["alert_type"] = "threshold",
        ["severity"] = "medium",
        ["metric"] = "error_rate",
        ["operator"] = ">",
        ["window_duration"] = "60",
        ["cooldown_minutes"] = "0",
        ["enabled"] = "true",
    });

    /// <summary>The form of a rule.</summary>
    public static AlertRuleForm Of(AlertTerms terms, bool mayEdit)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = terms.Name,
            ["description"] = terms.Description ?? "",
            ["alert_type"] = terms.Type,
            ["severity"] = terms.Severity,
            ["metric"] = terms.Metric.Name,
            ["operator"] = terms.Operator,
            ["threshold"] = RuleThreshold.Shown(terms),
            ["window_duration"] = terms.WindowMinutes.ToString(CultureInfo.InvariantCulture),
            ["cooldown_minutes"] = terms.CooldownMinutes.ToString(CultureInfo.InvariantCulture),
            ["group_by"] = terms.GroupBy ?? "",
            ["enabled"] = terms.IsEnabled ? "true" : "",
            ["webhooks"] = mayEdit ? string.Join('\n', terms.Channels.Where(channel => channel.Type == AlertChannel.Webhook).Select(channel => channel.Url)) : "",
            ["emails"] = mayEdit ? string.Join('\n', terms.Channels.Where(channel => channel.Type == AlertChannel.Email).Select(channel => string.Join(", ", channel.To!))) : "",
            ["send_resolved"] = terms.Channels.Any(channel => channel.SendResolved) ? "true" : "",
        };
        foreach (var (column, value) in terms.Filters) fields[column] = value;
        return new AlertRuleForm(fields);
    }

    /// <summary>What was sent.</summary>
    public static AlertRuleForm Of(IFormCollection form) => new(form.Keys.ToDictionary(name => name, name => form[name].ToString().Trim().ReplaceLineEndings("\n")));

    /// <summary>The rule as the API takes it, so that it is checked there.</summary>
    /// <param name="known">The channels that the rule has: their secrets stay.</param>
    /// <exception cref="QueryException">The threshold can never be reached.</exception>
    public JsonElement ToJson(IReadOnlyList<AlertChannel> known)
    {
        var json = new JsonObject { ["enabled"] = this["enabled"] == "true", ["channels"] = Channels(known) };
        foreach (var name in (string[])["name", "description", "alert_type", "severity", "metric", "operator", "group_by"])
        {
            if (this[name].Length > 0) json[name] = this[name];
        }

        foreach (var name in (string[])["window_duration", "cooldown_minutes"])
        {
            if (this[name].Length > 0) json[name] = int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : this[name];
        }

        if (this["alert_type"] == AlertWords.Absence)
        {
            foreach (var name in (string[])["metric", "operator"]) json.Remove(name);
        }
        else if (this["threshold"].Length > 0)
        {
            json["threshold"] = RuleThreshold.Read(this);
        }

        json["filters"] = new JsonObject(UsageFilter.Columns.Where(column => this[column].Length > 0).Select(column => KeyValuePair.Create(column, (JsonNode?)this[column])));
        return JsonSerializer.SerializeToElement(json, ServerJson.Plain.JsonObject);
    }

    private JsonArray Channels(IReadOnlyList<AlertChannel> known)
    {
        var channels = new JsonArray();
        foreach (var url in Lines("webhooks"))
        {
            var channel = new JsonObject { ["type"] = AlertChannel.Webhook, ["url"] = url, ["send_resolved"] = this["send_resolved"] == "true" };
            if (this["secret"].Length > 0 && !known.Any(one => one.Url == url)) channel["secret"] = this["secret"];
            channels.Add((JsonNode)channel);
        }

        foreach (var to in Lines("emails"))
        {
            var addresses = to.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => (JsonNode)address!);
            channels.Add((JsonNode)new JsonObject { ["type"] = AlertChannel.Email, ["to"] = new JsonArray([.. addresses]), ["send_resolved"] = this["send_resolved"] == "true" });
        }

        return channels;
    }

    private string[] Lines(string name) => this[name].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
