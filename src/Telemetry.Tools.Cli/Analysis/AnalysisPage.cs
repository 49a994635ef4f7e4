using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>What <c>analyze</c> found and what was asked, for the renderers; words that all of them use.</summary>
/// <param name="Learned">What was learned of prompts.</param>
/// <param name="Options">When a prompt needs a proposal.</param>
/// <param name="Period">The period that was asked for.</param>
/// <param name="Rejected">Lines that were no runs.</param>
internal sealed record AnalysisPage(LearningResult Learned, LearningOptions Options, ReportPeriod Period, long Rejected)
{
    /// <summary>Whether there was anything to look at.</summary>
    public bool IsEmpty => Learned.Prompts.Count == 0;

    /// <summary>The answer in one line.</summary>
    public IEnumerable<string> Headline()
    {
        if (IsEmpty) return [Period.Since is null && Period.Until is null ? "all time" : PeriodWords.Of(Period, null, null), "no runs of prompts"];
        var (first, last) = (Learned.Prompts.Min(prompt => prompt.All.First), Learned.Prompts.Max(prompt => prompt.All.Last));
        var open = Learned.Open.Count();
        return
        [
            PeriodWords.Of(Period, first, last),
            $"{Count(Learned.Prompts.Sum(prompt => prompt.All.Runs), "run")} of {Count(Learned.Prompts.Count, "prompt")}",
            $"{(open == 0 ? "none" : Number(open))} over {Percent(Options.Threshold)} failures",
        ];
    }

    /// <summary><c>14 of 36 runs failed (38.9 %)</c>.</summary>
    public static string Failures(KeptProposal kept) =>
        $"{Number(kept.Proposal.Prompt.All.Failures)} of {Count(kept.Proposal.Prompt.All.Runs, "run")} failed ({Percent(kept.Proposal.Prompt.All.FailureRate)})";

    /// <summary>How sure the share is.</summary>
    public static string Certainty(KeptProposal kept)
    {
        var (proposal, interval) = (kept.Proposal, kept.Proposal.Interval);
        var range = $"{proposal.Confidence} sure: {Percent(interval.Lower)} to {Percent(interval.Upper)}";
        return proposal.IsCertain ? range : $"{range}; may be chance";
    }

    /// <summary>What became of a proposal's file, with what changed.</summary>
    public static string State(KeptProposal kept) => kept.State switch
    {
        ProposalState.Created => "new",
        ProposalState.Unchanged => "unchanged",
        ProposalState.Resolved => "resolved",
        _ => Changed(kept.Changes),
    };

    /// <summary>A prompt's name as it may be shown.</summary>
    public static string Name(KeptProposal kept) => kept.Proposal.Prompt.PromptId.Length == 0 ? SectionText.NoName : SafeText.Of(kept.Proposal.Prompt.PromptId, 80);

    /// <summary><c>20 %</c>.</summary>
    public static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.#} %");

    /// <summary>A number with thousands separators.</summary>
    public static string Number(long number) => ValueFormat.Text(number, "count");

    private static string Changed(IReadOnlyList<ProposalChange> changes)
    {
        var rate = changes.FirstOrDefault(change => change.What == "failure_rate");
        var added = changes.Count(change => change.Before is null && change.What.StartsWith("error: ", StringComparison.Ordinal));
        List<string> parts = ["updated"];
        if (rate is not null && double.TryParse(rate.Before, CultureInfo.InvariantCulture, out var before)) parts.Add($"was {Percent(before)}");
        if (added > 0) parts.Add(Count(added, "new error"));
        return string.Join(", ", parts);
    }

    private static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
