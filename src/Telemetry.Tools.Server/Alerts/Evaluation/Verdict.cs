namespace Telemetry.Tools.Server;

/// <summary>What a rule says about one group over some windows that follow each other.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Group">The group.</param>
/// <param name="Readings">The windows, by their end.</param>
/// <param name="IsLive">Whether the last of them is the present one, which decides what is open.</param>
internal sealed record Verdict(AlertRule Rule, AlertGroup Group, IReadOnlyList<Reading> Readings, bool IsLive);

/// <summary>A window and its figure.</summary>
/// <param name="Start">Start in microseconds, in the time of events.</param>
/// <param name="End">End, exclusive.</param>
/// <param name="Value">The figure; <see langword="null"/> where there is nothing to compute it from, which is no breach.</param>
/// <param name="IsBreach">Whether it is on the wrong side of the threshold.</param>
internal readonly record struct Reading(long Start, long End, decimal? Value, bool IsBreach)
{
    public static Reading Of(AlertTerms terms, long start, long end, decimal? value) =>
        new(start, end, value, value is { } known && AlertWords.IsBreach(known, terms.Operator, terms.Threshold));
}
