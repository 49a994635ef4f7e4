namespace Telemetry.Tools.Charts;

/// <summary>What ran when: one lane a name, spans along <see cref="Plot.X"/>.</summary>
/// <param name="Spans">The spans. Lanes appear in the order in which they are first named; spans of one lane that overlap get rows of their own.</param>
public sealed record TimelineMark(IReadOnlyList<TimelineSpan> Spans) : PlotMark
{
    /// <summary>Names of the colour slots that spans use, for the legend; empty = no legend but for failures.</summary>
    public IReadOnlyList<string> SlotNames { get; init; } = [];

    /// <inheritdoc/>
    public override int FiniteValues => Spans.Count(s => s.IsFinite);

    /// <inheritdoc/>
    public override int DroppedValues => Spans.Count - FiniteValues;
}

/// <summary>One span of a timeline.</summary>
/// <param name="Lane">Name at the left.</param>
/// <param name="Start">Start, on <see cref="Plot.X"/>.</param>
/// <param name="End">End; before <paramref name="Start"/> counts as unknown and leaves the span out.</param>
/// <param name="Label">Text on or beside the span; <see langword="null"/> = none.</param>
/// <param name="Style">How the span is told apart; without a slot it has slot 0.</param>
public sealed record TimelineSpan(string Lane, double Start, double End, string? Label = null, SeriesStyle Style = default)
{
    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => double.IsFinite(Start) && double.IsFinite(End) && End >= Start;
}
