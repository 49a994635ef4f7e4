namespace Telemetry.Tools.Analytics;

/// <summary>Those events of a block that a scope is about.</summary>
internal sealed class PickedEvents(RowScope scope)
{
    private readonly Row[] _rows = new Row[EventBlock.Size];
    private readonly long[] _times = new long[EventBlock.Size];
    private readonly byte[] _outcomes = new byte[EventBlock.Size];

    /// <summary>Picks them; what it gives is good until it picks again.</summary>
    public EventBlock From(in EventBlock all)
    {
        if (scope.IsAll) return all;
        var count = 0;
        for (var i = 0; i < all.Rows.Length; i++)
        {
            var time = all.Times[i];
            if (!scope.Holds(all.Rows[i], time != EventBlock.NoTime, time)) continue;
            (_rows[count], _times[count], _outcomes[count]) = (all.Rows[i], time, all.Outcomes[i]);
            count++;
        }

        return new EventBlock(_rows.AsSpan(0, count), _times.AsSpan(0, count), _outcomes.AsSpan(0, count));
    }
}
