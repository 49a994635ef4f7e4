using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Rules that look at the present window only, each kind in its way.</summary>
internal static class PresentRule
{
    private const int Weeks = 8;
    private const int MinWeeks = 4;

    // The clock of whoever sends may be ahead; such events are no absence.
    private const long Ahead = 15 * Clock.Minute;

    // What makes a median absolute deviation comparable with a standard deviation.
    private const decimal DeviationScale = 1.4826m;

    // History that hardly varies: a change of less than some percent of it is none.
    private const decimal LeastSpread = 0.01m;

    public static IEnumerable<Verdict> Judge(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open) => rule.Terms.Type switch
    {
        AlertWords.Budget => Budget(rule, reader, moment, open),
        AlertWords.Change => Change(rule, reader, moment, open),
        AlertWords.Absence => Absence(rule, reader, moment),
        _ => Anomaly(rule, reader, moment, open),
    };

    // Since the start of the UTC day, week or month; its last minute still belongs to it.
    private static IEnumerable<Verdict> Budget(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open)
    {
        var bucket = rule.Terms.WindowMinutes switch { 1_440 => TimeBucket.Day, 10_080 => TimeBucket.Week, _ => TimeBucket.Month };
        var start = BucketMath.Start(bucket, moment.End - 1);
        var spent = reader.Whole(start, moment.End);
        return Each(rule, start, moment.End, open, [spent], group => rule.Terms.Metric.Of(spent.GetValueOrDefault(group) ?? new UsageCell()));
    }

    // By which share the figure has changed from the window before.
    private static IEnumerable<Verdict> Change(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open)
    {
        var (start, metric) = (moment.End - rule.Terms.Window, rule.Terms.Metric);
        var (now, before) = (reader.Whole(start, moment.End), reader.Whole(start - rule.Terms.Window, start));
        return Each(rule, start, moment.End, open, [now, before], group =>
            before.TryGetValue(group, out var old) && metric.Of(old) is { } then and not 0 ? (metric.Of(now.GetValueOrDefault(group) ?? new UsageCell()) - then) / Math.Abs(then) : null);
    }

    // By the server's clock: how many requests lie in the last minutes. Not before somebody has looked for as long.
    private static IEnumerable<Verdict> Absence(AlertRule rule, WindowReader reader, EvaluationMoment moment)
    {
        var start = moment.End - rule.Terms.Window;
        if (Math.Max(rule.UpdatedAt, moment.WatchedSince) > start) return [];
        var seen = reader.Whole(start, moment.End + Ahead);
        return [new Verdict(rule, AlertGroup.Whole, [Reading.Of(rule.Terms, start, moment.End, seen.Values.Sum(cell => cell.Sums.Requests))], IsLive: true)];
    }

    // The newest whole hours against the same hours of the past weeks: how many robust standard deviations they are off.
    private static IEnumerable<Verdict> Anomaly(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open)
    {
        var (end, metric) = (moment.End / Clock.Hour * Clock.Hour, rule.Terms.Metric);
        var start = end - rule.Terms.Window;
        var now = reader.Whole(start, end);
        var weeks = Enumerable.Range(1, Weeks).Select(week => week * 7 * Clock.Day).Where(back => moment.FirstDay * Clock.Day <= start - back).Select(back => reader.Whole(start - back, end - back)).ToList();
        return Each(rule, start, end, open, [now], group =>
            metric.Of(now.GetValueOrDefault(group) ?? new UsageCell()) is { } value ? ScoreOf(value, [.. weeks.Select(week => metric.Of(week.GetValueOrDefault(group) ?? new UsageCell())).OfType<decimal>()]) : null);
    }

    /// <summary>How far a value lies from the median of a history, in robust standard deviations; <see langword="null"/> where the history is too short or says nothing.</summary>
    internal static decimal? ScoreOf(decimal value, IReadOnlyList<decimal> history)
    {
        if (history.Count < MinWeeks) return null;
        var median = MedianOf(history);
        var spread = Math.Max(DeviationScale * MedianOf([.. history.Select(known => Math.Abs(known - median))]), LeastSpread * Math.Abs(median));
        return spread == 0 ? null : (value - median) / spread;
    }

    private static decimal MedianOf(IReadOnlyList<decimal> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static IEnumerable<Verdict> Each(
        AlertRule rule, long start, long end, IReadOnlyCollection<AlertGroup> open, IReadOnlyList<IReadOnlyDictionary<AlertGroup, UsageCell>> read, Func<AlertGroup, decimal?> valueOf)
    {
        IEnumerable<AlertGroup> groups = [.. read.SelectMany(cells => cells.Keys), .. open, .. rule.Terms.GroupBy is null ? [AlertGroup.Whole] : Array.Empty<AlertGroup>()];
        return groups.Distinct().Select(group => new Verdict(rule, group, [Reading.Of(rule.Terms, start, end, valueOf(group))], IsLive: true));
    }
}
