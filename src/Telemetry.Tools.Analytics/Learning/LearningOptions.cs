namespace Telemetry.Tools.Analytics;

/// <summary>When a prompt needs a proposal.</summary>
public sealed record LearningOptions
{
    /// <summary>The share of failures, 0–1, above which it does; PromptOS's line is 20 %.</summary>
    public double Threshold { get; init; } = 0.2;

    /// <summary>Runs below which it does not.</summary>
    public int MinRuns { get; init; } = 1;

    /// <summary>Where set, the lower end of Wilson's interval has to be above the line, so that a few bad runs are not taken for a bad prompt.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>Start, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>End, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }
}
