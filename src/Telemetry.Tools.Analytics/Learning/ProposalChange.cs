using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>What is new since the last proposal of a prompt.</summary>
/// <param name="What">A figure, an error or a version.</param>
/// <param name="Before">What it was; <see langword="null"/> where it was not there.</param>
/// <param name="After">What it is; <see langword="null"/> where it is gone.</param>
public sealed record ProposalChange(string What, string? Before, string? After)
{
    /// <summary>The differences; empty for a first proposal.</summary>
    internal static IReadOnlyList<ProposalChange> Between(PriorProposal? prior, Proposal now)
    {
        if (prior is null) return [];
        var all = now.Prompt.All;
        List<ProposalChange> changes =
        [
            new("status", prior.Status, now.Status),
            new("threshold", prior["threshold"], YamlText.RateOf(now.Threshold)),
            new("runs", prior["evidence.runs"], Text(all.Runs)),
            new("failures", prior["evidence.failures"], Text(all.Failures)),
            new("failure_rate", prior["evidence.failure_rate"], YamlText.RateOf(all.FailureRate)),
            .. Named("error", prior.Counts("errors", "fingerprint", "count"), now.Prompt.Errors.Select(error => (error.Fingerprint, Text(error.Count)))),
            .. Named("version", prior.Counts("versions", "version", "failure_rate"), now.Prompt.Versions.Select(version => (version.Key, YamlText.RateOf(version.Value.FailureRate)))),
        ];
        return changes.FindAll(change => change.Before != change.After);
    }

    // A list that was cut says nothing about what is not in it.
    private static IEnumerable<ProposalChange> Named(string noun, Dictionary<string, string> before, IEnumerable<(string Name, string Value)> after)
    {
        var now = after.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        foreach (var (name, value) in now)
        {
            if (before.TryGetValue(name, out var was) || before.Count < ProposalYaml.MostListed) yield return new($"{noun}: {name}", was, value);
        }

        foreach (var (name, value) in before)
        {
            if (!now.ContainsKey(name)) yield return new($"{noun}: {name}", value, null);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
