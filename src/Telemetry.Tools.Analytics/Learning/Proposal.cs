namespace Telemetry.Tools.Analytics;

/// <summary>What is proposed for one prompt, and why.</summary>
/// <param name="Prompt">The evidence.</param>
/// <param name="IsResolved">Whether the prompt is below the line by now.</param>
/// <param name="Threshold">The line, 0–1.</param>
/// <param name="Confidence">How sure the intervals are.</param>
/// <param name="Actions">What could help.</param>
public sealed record Proposal(PromptEvidence Prompt, bool IsResolved, double Threshold, Confidence Confidence, IReadOnlyList<SuggestedAction> Actions)
{
    /// <summary>The stream and type of what is found by this.</summary>
    internal const string FindingType = "prompt_failure_rate";

    /// <summary><c>open</c> or <c>resolved</c>.</summary>
    public string Status => IsResolved ? "resolved" : "open";

    /// <summary>Where the share of failures lies.</summary>
    public RateInterval Interval => Confidence.Wilson(Prompt.All.Failures, Prompt.All.Runs);

    /// <summary>Whether it is more than chance that the prompt is above the line.</summary>
    public bool IsCertain => Interval.Lower > Threshold;

    /// <summary><c>high</c> where at least half of the runs fail for certain, <c>medium</c> where the line is crossed for certain, else <c>low</c>.</summary>
    public string Severity => Interval.Lower >= 0.5 ? "high" : IsCertain ? "medium" : "low";

    /// <summary>The evidence and its actions as a finding.</summary>
    public Finding ToFinding()
    {
        var (failed, all) = (Prompt.Failed, Prompt.All);
        var share = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{all.FailureRate * 100:0.#}");
        var most = Prompt.Kinds.First();
        return new Finding(
            FindingType,
            Severity,
            PromptRun.Stream.Name,
            Prompt.PromptId,
            failed.First,
            failed.Last,
            failed.Runs,
            $"{failed.Runs} of {all.Runs} runs failed ({share} %), most of them by {most.Kind.Id.Replace('_', ' ')} ({most.Count}).",
            Actions[0].Id);
    }
}
