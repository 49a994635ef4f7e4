using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>What could make a prompt fail less.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Reason">What it answers: a kind of error, a version, a model.</param>
/// <param name="Failures">How many failures it is about.</param>
/// <param name="Text">For people.</param>
public sealed record SuggestedAction(string Id, string Reason, long Failures, string Text)
{
    /// <summary>The actions that a prompt's evidence speaks for: first by versions and models that clearly differ, then by kinds of errors, the most frequent first.</summary>
    /// <param name="prompt">The evidence.</param>
    /// <param name="confidence">How sure a difference has to be: the intervals must not touch.</param>
    public static IReadOnlyList<SuggestedAction> For(PromptEvidence prompt, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(confidence);
        return
        [
            .. OfVersions([.. prompt.Versions], confidence),
            .. OfModels([.. prompt.Models], confidence),
            .. prompt.Kinds.Select(kind => new SuggestedAction(kind.Kind.ActionId, kind.Kind.Id, kind.Count, kind.Kind.Action)),
        ];
    }

    private static IEnumerable<SuggestedAction> OfVersions(List<KeyValuePair<string, RunTally>> versions, Confidence confidence)
    {
        if (versions is not [.., _, var latest]) yield break;
        var older = versions[..^1];
        var (best, worst) = (older.MinBy(version => version.Value.FailureRate), older.MaxBy(version => version.Value.FailureRate));
        if (IsWorse(latest.Value, best.Value, confidence))
        {
            yield return new("go_back_to_version", "version", latest.Value.Failures, $"Version {latest.Key} fails more often than {best.Key} ({Compare(latest.Value, best.Value)}): go back, or find what changed.");
        }
        else if (IsWorse(worst.Value, latest.Value, confidence))
        {
            yield return new("retire_old_version", "version", worst.Value.Failures, $"Version {latest.Key} already fails less often than {worst.Key} ({Compare(latest.Value, worst.Value)}): retire the older one.");
        }
    }

    private static IEnumerable<SuggestedAction> OfModels(List<KeyValuePair<string, RunTally>> models, Confidence confidence)
    {
        if (models.Count < 2) yield break;
        var (worst, best) = (models.MaxBy(model => model.Value.FailureRate), models.MinBy(model => model.Value.FailureRate));
        if (!IsWorse(worst.Value, best.Value, confidence)) yield break;
        yield return new("prefer_model", "model", worst.Value.Failures, $"Model {worst.Key} fails more often than {best.Key} ({Compare(worst.Value, best.Value)}): prefer the latter for this prompt.");
    }

    private static bool IsWorse(RunTally one, RunTally other, Confidence confidence) =>
        confidence.Wilson(one.Failures, one.Runs).Lower > confidence.Wilson(other.Failures, other.Runs).Upper;

    private static string Compare(RunTally one, RunTally other) => $"{Share(one)} against {Share(other)}";

    private static string Share(RunTally tally) => string.Create(CultureInfo.InvariantCulture, $"{tally.FailureRate * 100:0.#} % of {tally.Runs}");
}
