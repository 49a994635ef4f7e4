using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The words for what <c>usage</c> sums up by.</summary>
internal static class UsageGroups
{
    /// <summary>The words, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<UsageGroup>().Select(UsageJson.NameOf)];

    /// <summary>The group of a word; days where there is none.</summary>
    /// <exception cref="ToolException">There is no such group.</exception>
    public static UsageGroup Parse(string? word)
    {
        if (word is null) return UsageGroup.Daily;
        foreach (var group in Enum.GetValues<UsageGroup>())
        {
            if (UsageJson.NameOf(group) == word) return group;
        }

        throw ToolException.Usage($"usage cannot be grouped by '{word}'.{DidYouMean.Sentence(word, Names)}", $"Groups: {string.Join(' ', Names)}");
    }
}
