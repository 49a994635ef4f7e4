using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Reads the usage of windows: of one scope, each window once however many rules look at it.</summary>
internal sealed class WindowReader(DbConnection connection, string tenant, AlertScope scope, TenantMinutes minutes)
{
    // Rules by a dimension watch the groups with most requests.
    private const int MaxGroups = 1_000;

    private readonly UsageReader _reader = new(connection, new UsageFilter(tenant, scope.Conditions));
    private readonly Dictionary<(long, long, long), Dictionary<AlertGroup, SortedList<long, UsageCell>>> _read = [];

    /// <summary>The whole of a window by group: whole hours and days from rollups, the rest by minutes.</summary>
    /// <param name="start">Start, a whole minute.</param>
    /// <param name="end">End, a whole minute, exclusive.</param>
    public IReadOnlyDictionary<AlertGroup, UsageCell> Whole(long start, long end) =>
        Cells(start, end, step: 0).ToDictionary(pair => pair.Key, pair => pair.Value.Values[0]);

    /// <summary>Steps of a time by group, by their start; empty ones are missing.</summary>
    /// <param name="start">Start, a whole step.</param>
    /// <param name="end">End, a whole step, exclusive.</param>
    /// <param name="step">A minute, or an hour, read from rollups.</param>
    public IReadOnlyDictionary<AlertGroup, SortedList<long, UsageCell>> Steps(long start, long end, long step) => Cells(start, end, step);

    private Dictionary<AlertGroup, SortedList<long, UsageCell>> Cells(long start, long end, long step)
    {
        if (_read.TryGetValue((start, end, step), out var known)) return known;
        var cells = new Dictionary<AlertGroup, SortedList<long, UsageCell>>();
        foreach (var slice in SlicesOf(start, end, step)) Read(slice, step, cells);
        return _read[(start, end, step)] = Largest(cells);
    }

    private static IEnumerable<UsageSlice> SlicesOf(long start, long end, long step) =>
        step == Clock.Minute ? [new UsageSlice(UsageSource.Events, start, end)] : UsageSlice.Of(start, end, byHour: step > 0);

    private void Read(UsageSlice slice, long step, Dictionary<AlertGroup, SortedList<long, UsageCell>> cells)
    {
        if (slice.Source == UsageSource.Events)
        {
            minutes.Each(scope, slice.From, slice.To, (minute, group, cell) => CellAt(minute, group).Add(cell));
            return;
        }

        _reader.ReadSums(slice, byTime: step > 0, scope.GroupBy, (time, value, sums) => CellAt(time, scope.GroupOf(value)).Add(sums));
        if (scope.NeedsTimes) _reader.ReadHistogram(slice, step == 0 ? 24 : 1, scope.GroupBy, (time, value, bucket, count) => CellAt(time, scope.GroupOf(value)).Count(bucket, count));

        UsageCell CellAt(long time, AlertGroup group)
        {
            if (!cells.TryGetValue(group, out var list)) list = cells[group] = [];
            var start = step == 0 ? 0 : time;
            return list.TryGetValue(start, out var cell) ? cell : list[start] = new UsageCell();
        }
    }

    private static Dictionary<AlertGroup, SortedList<long, UsageCell>> Largest(Dictionary<AlertGroup, SortedList<long, UsageCell>> cells) => cells.Count <= MaxGroups
        ? cells
        : cells.OrderByDescending(pair => pair.Value.Values.Sum(cell => cell.Sums.Requests)).ThenBy(pair => pair.Key.Key, StringComparer.Ordinal).Take(MaxGroups).ToDictionary();
}

/// <summary>Which usage of a tenant rules look at; rules of one scope share what is read.</summary>
/// <param name="Filters">The conditions as text, so that equal ones are equal.</param>
/// <param name="GroupBy">The dimension that groups, or <see langword="null"/>.</param>
/// <param name="NeedsTimes">Whether histograms of response times are read.</param>
internal sealed record AlertScope(string Filters, string? GroupBy, bool NeedsTimes)
{
    private AlertScope(AlertTerms terms)
        : this(string.Join('\0', terms.Filters.Select(filter => $"{filter.Column}={filter.Value}")), terms.GroupBy, terms.Metric.NeedsTimes) => Conditions = terms.Filters;

    /// <summary>The conditions.</summary>
    public IReadOnlyList<(string Column, string Value)> Conditions { get; } = [];

    /// <summary>The group that a value of <see cref="GroupBy"/> belongs to.</summary>
    public AlertGroup GroupOf(string? value) => GroupBy is null ? AlertGroup.Whole : AlertGroup.Of(value);

    /// <summary>The group of a series.</summary>
    /// <param name="values">Its dimensions, in the order of <see cref="SeriesDimensions.Names"/>.</param>
    public AlertGroup GroupOf(string?[] values) => GroupBy is null ? AlertGroup.Whole : AlertGroup.Of(ValueOf(values, GroupBy));

    /// <summary>Whether a series is looked at.</summary>
    public bool Holds(string?[] values) => Conditions.All(condition => ValueOf(values, condition.Column) == condition.Value);

    public static AlertScope Of(AlertTerms terms) => new(terms);

    public bool Equals(AlertScope? other) => other is not null && other.Filters == Filters && other.GroupBy == GroupBy && other.NeedsTimes == NeedsTimes;

    private static string? ValueOf(string?[] values, string column) => values[Array.IndexOf(SeriesDimensions.Names, column)];

    public override int GetHashCode() => HashCode.Combine(Filters, GroupBy, NeedsTimes);
}
