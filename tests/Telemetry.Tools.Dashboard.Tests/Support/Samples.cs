using System.Globalization;

namespace Telemetry.Tools.Dashboard.Tests;

/// <summary>Events of the last days, always the same ones.</summary>
internal static class Samples
{
    private static readonly string[] Models = ["gpt-5", "claude-sonnet-4-5", "a-model-with-a-name-that-is-far-too-long-for-any-column-of-a-table"];
    private static readonly string[] Prompts = ["summarise", "classify", "translate"];

    /// <summary>Requests over three weeks: of 90, those with an even number are of gpt-5; every tenth failed.</summary>
    public static IReadOnlyList<object> Usage() => [.. Enumerable.Range(0, 90).Select(i => One(
        $"sample-{i}", DateTimeOffset.UtcNow.AddHours(-5 * i - 1), Models[i % 2 == 0 ? 0 : i % 4 == 1 ? 1 : 2], Prompts[i % 3], i % 10 != 9, 400 + (37 * i % 1700)))];

    /// <summary>One request.</summary>
    public static object One(string id, DateTimeOffset time, string model = "gpt-5", string prompt = "summarise", bool isGood = true, int ms = 500) => new
    {
        event_id = id,
        timestamp = time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        model,
        model_provider = "provider",
        prompt_id = prompt,
        user_id = "jane",
        project_id = "web",
        endpoint = "/chat",
        success = isGood,
        error = isGood ? null : "429 Too Many Requests",
        response_time_ms = ms,
        tokens_used = 1200,
        cost_usd = "0.0125",
        cache_hit = ms % 2 == 0,
    };

    /// <summary>Runs of build targets.</summary>
    public static IReadOnlyList<object> Builds() => [.. Enumerable.Range(0, 40).Select(i => (object)new
    {
        event_id = $"build-{i}",
        timestamp = DateTimeOffset.UtcNow.AddHours(-9 * i - 1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        target = i % 3 == 0 ? "Test" : "Build",
        domain = (string?)null,
        duration_seconds = 1.5 + (i % 7),
        exit_code = i % 8 == 7 ? 1 : 0,
    })];
}
