using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary>The status for programs; see docs/json.md.</summary>
internal sealed partial record ClaudeStatus
{
    /// <summary>Writes it.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        WriteNumber(json, "cost_usd", CostUsd);
        WriteNumber(json, "duration_seconds", Duration?.TotalSeconds);
        WriteNumber(json, "cost_per_hour_usd", CostPerHourUsd);
        WriteCount(json, "lines_added", LinesAdded);
        WriteCount(json, "lines_removed", LinesRemoved);
        WriteNumber(json, "context_rate", ContextRate);
        if (ExceedsTokens is { } exceeds) json.WriteBoolean("exceeds_200k_tokens", exceeds);
        else json.WriteNull("exceeds_200k_tokens");
        json.WriteEndObject();
    }

    // A cost beyond all sense may make a rate that JSON has no number for.
    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void WriteCount(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, (long)Math.Round(number));
        else json.WriteNull(name);
    }
}
