using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A day, week, month or session of a ccusage report.</summary>
internal readonly struct CcusageEntry(JsonElement entry)
{
    private static readonly string[] Days = ["date", "week", "month", "period", "lastActivity"];

    /// <summary>When it was: the day's, week's or month's start, or the last activity.</summary>
    public DateTimeOffset? Time
    {
        get
        {
            foreach (var name in Days)
            {
                if (Text(entry, name) is { } text && DateTimeOffset.TryParseExact(
                    text, ["yyyy-MM-dd", "yyyy-MM", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
                {
                    return time;
                }
            }

            return null;
        }
    }

    /// <summary>The session's id.</summary>
    public string? Session => Text(entry, "sessionId") ?? Text(entry, "session") ?? Text(entry, "period");

    /// <summary>The project's path, where the report says it.</summary>
    public string? Project => Text(entry, "projectPath") ?? Text(entry, "project");

    /// <summary>Tokens and cost by model; where the report does not tell models apart, of all.</summary>
    public List<(string? Model, TokenCounts Tokens, decimal? Cost)> Models(ref string? problem)
    {
        var models = new List<(string?, TokenCounts, decimal?)>();
        if (entry.TryGetProperty("modelBreakdowns", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var model in list.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Object)) models.Add((Text(model, "modelName"), Tokens(model, ref problem), Money(model)));
        }
        else if (entry.TryGetProperty("models", out var named) && named.ValueKind == JsonValueKind.Object)
        {
            // Its cost is stated for all models together.
            var isOnly = named.EnumerateObject().Count() == 1;
            foreach (var model in named.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object)) models.Add((model.Name, Tokens(model.Value, ref problem), isOnly ? Money(entry) : null));
        }

        if (models.Count == 0) models.Add((OnlyModel(), Tokens(entry, ref problem), Money(entry)));
        return models;
    }

    private string? OnlyModel() =>
        entry.TryGetProperty("modelsUsed", out var used) && used.ValueKind == JsonValueKind.Array && used.GetArrayLength() == 1 && used[0].ValueKind == JsonValueKind.String ? used[0].GetString() : null;

    // Reports on Codex have the cache inside of the input.
    private static TokenCounts Tokens(JsonElement from, ref string? problem)
    {
        var (input, output) = (Count(from, "inputTokens", ref problem), Count(from, "outputTokens", ref problem));
        var (write, read, cached) = (Count(from, "cacheCreationTokens", ref problem), Count(from, "cacheReadTokens", ref problem), Count(from, "cachedInputTokens", ref problem));
        var reasoning = Count(from, "reasoningOutputTokens", ref problem);
        return new TokenCounts(Math.Max(0, input - cached), read + cached, 0, 0, write, output, Math.Min(reasoning, output));
    }

    private static long Count(JsonElement from, string name, ref string? problem)
    {
        if (!from.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)) return JsonFields.Checked(number, ref problem);
        if (value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return JsonFields.Checked(number, ref problem);
        problem ??= value.ValueKind == JsonValueKind.Number ? "a count is beyond reason" : "a count is no number";
        return 0;
    }

    private static decimal? Money(JsonElement from)
    {
        foreach (var name in (ReadOnlySpan<string>)["cost", "totalCost", "costUSD"])
        {
            if (from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount is >= 0 and < 1_000_000_000) return amount;
        }

        return null;
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
