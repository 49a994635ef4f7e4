namespace Telemetry.Tools.Analytics;

/// <summary>
/// Codex names the model of its automatic reviews <c>codex-auto-review</c>, whichever that is. It stands for the newest coding model of its
/// day; the days are those of OpenAI's releases.
/// </summary>
internal static class CodexReviewModel
{
    private const string Name = "codex-auto-review";

    private static readonly (DateOnly Since, string Model)[] Releases =
    [
        (new(2026, 4, 23), "gpt-5.5"),
        (new(2026, 3, 5), "gpt-5.4"),
        (new(2026, 2, 5), "gpt-5.3-codex"),
        (new(2025, 12, 11), "gpt-5.2-codex"),
        (new(2025, 11, 13), "gpt-5.1-codex"),
        (new(2025, 9, 15), "gpt-5-codex"),
    ];

    /// <summary>The model behind the name on a day (UTC); <see langword="null"/> where the name is another.</summary>
    public static string? Of(string? model, DateTimeOffset time)
    {
        if (model != Name) return null;
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        foreach (var (since, release) in Releases)
        {
            if (day >= since) return release;
        }

        return CodexUsage.AssumedModel;
    }
}
