using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Which events a question is about: period, conditions, kind of event.</summary>
internal sealed class RowScope
{
    private readonly long _since;
    private readonly long _until;
    private readonly bool _hasPeriod;
    private readonly int _event;
    private readonly CompiledFilter[] _filters;
    private readonly int[] _slots;

    public RowScope(Query query, StreamLayout layout)
    {
        _hasPeriod = query.Since is not null || query.Until is not null;
        _since = query.Since is { } since ? BucketMath.ToMicros(since) : long.MinValue;
        _until = query.Until is { } until ? BucketMath.ToMicros(until) : long.MaxValue;
        _event = query.Event is { } name ? EventIndex(name, layout) : -1;
        _filters = [.. (query.Where ?? []).Select(filter => CompiledFilter.Compile(filter, layout))];
        _slots = new int[_filters.Length];
        IsAll = !_hasPeriod && _event < 0 && _filters.Length == 0;
    }

    /// <summary>Whether it is about all events.</summary>
    public bool IsAll { get; }

    /// <summary>Columns that must be read, beside the time's.</summary>
    public IEnumerable<int> Columns => _filters.Select(filter => filter.Column);

    public void Bind(SlotMap slots)
    {
        for (var i = 0; i < _filters.Length; i++) _slots[i] = slots[_filters[i].Column];
    }

    /// <param name="row">The event.</param>
    /// <param name="hasTime">Whether it says when it happened; without that it is in no period.</param>
    /// <param name="time">Microseconds since 1970.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(Row row, bool hasTime, long time) => IsAll || HoldsSome(row, hasTime, time);

    private bool HoldsSome(Row row, bool hasTime, long time)
    {
        if (_hasPeriod && (!hasTime || time < _since || time >= _until)) return false;
        if (_event >= 0 && row.Event != _event) return false;
        for (var i = 0; i < _filters.Length; i++)
        {
            if (!_filters[i].Matches(row, ref row.Cells[_slots[i]])) return false;
        }

        return true;
    }

    private static int EventIndex(string name, StreamLayout layout)
    {
        var index = layout.EventIndex(name);
        if (index >= 0) return index;
        var known = layout.Events.Select(candidate => candidate.Name).ToList();
        throw new AnalyticsException(
            AnalyticsDiagnostics.UnknownEvent,
            $"Stream '{layout.Schema.Stream}' has no event '{name}'.{Suggestion.For(name, known)} Events: {string.Join(", ", known)}.");
    }
}
