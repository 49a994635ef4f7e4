namespace Telemetry.Tools.Analytics;

/// <summary>What the learning loop saw and keeps.</summary>
/// <param name="Prompts">All prompts, by id.</param>
/// <param name="Proposals">Open and resolved proposals, the surest failures first.</param>
public sealed record LearningResult(IReadOnlyList<PromptEvidence> Prompts, IReadOnlyList<KeptProposal> Proposals)
{
    /// <summary>The proposals whose prompts fail too often.</summary>
    public IEnumerable<KeptProposal> Open => Proposals.Where(kept => !kept.Proposal.IsResolved);

    /// <summary>The proposals whose prompts have recovered.</summary>
    public IEnumerable<KeptProposal> Resolved => Proposals.Where(kept => kept.Proposal.IsResolved);

    /// <summary>One finding for each prompt that fails too often.</summary>
    public IEnumerable<Finding> Findings => Open.Select(kept => kept.Proposal.ToFinding());
}

/// <summary>A proposal and what became of its file.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="State">What became of the file.</param>
/// <param name="Changes">What is new since the last one.</param>
/// <param name="File">The file; <see langword="null"/> where recording is off.</param>
public sealed record KeptProposal(Proposal Proposal, ProposalState State, IReadOnlyList<ProposalChange> Changes, string? File);

/// <summary>What became of a proposal's file.</summary>
public enum ProposalState
{
    /// <summary>There was none before.</summary>
    Created,

    /// <summary>The evidence is new.</summary>
    Updated,

    /// <summary>Nothing is new; the file was not touched.</summary>
    Unchanged,

    /// <summary>The prompt has recovered since the last time.</summary>
    Resolved,
}
