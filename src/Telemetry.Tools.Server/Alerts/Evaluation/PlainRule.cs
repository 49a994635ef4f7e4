namespace Telemetry.Tools.Server;

/// <summary>Rules that compare a window's figure with a threshold. Windows up to an hour end at each whole minute and are read from events; of longer ones,
/// the present one ends now, and those that late events belong to end at whole hours and are read from rollups.</summary>
internal static class PlainRule
{
    private const int MaxMinuteWindow = 60;

    public static IEnumerable<Verdict> Judge(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open)
    {
        var isShort = rule.Terms.WindowMinutes <= MaxMinuteWindow;
        var step = isShort ? Clock.Minute : Clock.Hour;
        var late = moment.LateHours.Select(hour => EndsOf(hour, rule.Terms.Window, step, moment.End));
        var ranges = EndRange.Merge(isShort ? late.Append(new EndRange(moment.FirstLive, moment.End)) : late, step);
        foreach (var range in ranges)
        {
            var isLive = isShort ? range.Last == moment.End : range.Last + step > moment.End;
            foreach (var verdict in Judge(rule, reader, range, step, isLive, moment.End, open)) yield return verdict;
        }

        if (!isShort && !ranges.Any(range => range.Last + step > moment.End))
            foreach (var verdict in Judge(rule, reader, new EndRange(moment.End, moment.End - 1), step, true, moment.End, open)) yield return verdict;
    }

    // Windows that hold a part of an hour, as far as they have ended.
    private static EndRange EndsOf(long hour, long window, long step, long end) =>
        new((hour * Clock.Hour) + step, Math.Min(((hour + 1) * Clock.Hour) + window - step, end / step * step));

    private static IEnumerable<Verdict> Judge(AlertRule rule, WindowReader reader, EndRange range, long step, bool isLive, long end, IReadOnlyCollection<AlertGroup> open)
    {
        var terms = rule.Terms;
        var steps = range.First <= range.Last ? reader.Steps(range.First - terms.Window, range.Last, step) : new Dictionary<AlertGroup, SortedList<long, UsageCell>>();
        var now = isLive && range.Last != end ? reader.Whole(end - terms.Window, end) : null;
        IEnumerable<AlertGroup> groups = [.. steps.Keys, .. now?.Keys ?? [], .. isLive ? open : [], .. terms.GroupBy is null ? [AlertGroup.Whole] : Array.Empty<AlertGroup>()];
        foreach (var group in groups.Distinct())
        {
            var readings = WindowSlide.Over(steps.GetValueOrDefault(group), range, step, terms.Window, terms.Metric.NeedsTimes).Select(item => ReadingOf(terms, item.End, item.Cell)).ToList();
            if (now is not null) readings.Add(ReadingOf(terms, end, now.GetValueOrDefault(group) ?? new UsageCell()));
            yield return new Verdict(rule, group, readings, isLive);
        }
    }

    private static Reading ReadingOf(AlertTerms terms, long end, UsageCell cell) => Reading.Of(terms, end - terms.Window, end, terms.Metric.Of(cell));
}
