namespace Telemetry.Tools.Analytics;

/// <summary>
/// The learning loop: looks at all recorded runs of prompts and keeps one proposal for each prompt that fails too often. A proposal is written anew only when its evidence is new;
/// one whose prompt has recovered stays, marked as resolved.
/// </summary>
public static class PromptLearning
{
    /// <summary>Looks at the runs of a store and brings its proposals up to date.</summary>
    /// <param name="store">The store; where it is off, nothing is written and there are findings only.</param>
    /// <param name="options">When a prompt needs a proposal.</param>
    /// <param name="cancellationToken">Stops; a file is whole or as it was.</param>
    /// <exception cref="StoreException">The store's folder may not be written to.</exception>
    public static LearningResult Run(EventStore store, LearningOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        var prompts = PromptEvidence.Read(store, options.Since, options.Until, cancellationToken);
        var folder = new ProposalFolder(store.Root);
        var kept = new List<KeptProposal>();
        foreach (var prompt in prompts)
        {
            var prior = folder.Find(prompt.PromptId);
            if (Propose(prompt, prior, options) is not { } proposal) continue;
            var changes = ProposalChange.Between(prior, proposal);
            var state = StateOf(prior, proposal);
            if (store.IsEnabled && state != ProposalState.Unchanged) folder.Write(prompt.PromptId, ProposalYaml.Of(proposal, changes));
            kept.Add(new KeptProposal(proposal, state, changes, store.IsEnabled ? folder.FileOf(prompt.PromptId) : null));
        }

        return new LearningResult(prompts, [.. kept.OrderByDescending(item => item.Proposal.Interval.Lower).ThenBy(item => item.Proposal.Prompt.PromptId, StringComparer.Ordinal)]);
    }

    // A proposal that is there is left alone where the prompt is still over the line, but these options ask for more.
    private static Proposal? Propose(PromptEvidence prompt, PriorProposal? prior, LearningOptions options)
    {
        var isOver = prompt.All.FailureRate > options.Threshold;
        var confidence = options.Confidence ?? Confidence.Usual;
        var isNew = isOver && prompt.All.Runs >= options.MinRuns && (options.Confidence?.Wilson(prompt.All.Failures, prompt.All.Runs).Lower ?? 1) > options.Threshold;
        if (!isNew && (prior is null || isOver)) return null;
        return new Proposal(prompt, !isOver, options.Threshold, confidence, SuggestedAction.For(prompt, confidence));
    }

    private static ProposalState StateOf(PriorProposal? prior, Proposal proposal)
    {
        if (prior is null) return ProposalState.Created;
        if (prior.Data == ProposalYaml.DigestOf(proposal)) return ProposalState.Unchanged;
        return proposal.IsResolved && prior.Status == "open" ? ProposalState.Resolved : ProposalState.Updated;
    }
}
