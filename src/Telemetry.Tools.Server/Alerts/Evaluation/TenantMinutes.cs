using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>A tenant's usage by minutes, for one evaluation: as it is remembered where nothing has come since, else from events. All questions must see the same moment.</summary>
internal sealed class TenantMinutes(DbConnection connection, string tenant, MinuteMemory memory, long now, CancellationToken stop)
{
    private readonly MinuteRows _rows = new(connection, tenant);

    /// <summary>Gives the usage of each minute that has any.</summary>
    /// <param name="scope">Which usage.</param>
    /// <param name="start">Start in microseconds, a whole minute.</param>
    /// <param name="end">End, exclusive.</param>
    /// <param name="take">Takes the start of the minute in microseconds, the group and its usage, which it must not change.</param>
    public void Each(AlertScope scope, long start, long end, Action<long, AlertGroup, UsageCell> take)
    {
        var events = ReadEvents(start / Clock.Minute, end / Clock.Minute);
        for (var minute = start / Clock.Minute; minute < end / Clock.Minute; minute++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var (group, cell) in Of(scope, minute, events.GetValueOrDefault(minute))) take(minute * Clock.Minute, group, cell);
        }
    }

    private Dictionary<AlertGroup, UsageCell> Of(AlertScope scope, long minute, long events)
    {
        if (memory.Find(tenant, scope, minute, events, now) is { } known) return known;
        var cells = new Dictionary<AlertGroup, UsageCell>();
        foreach (var row in _rows.Read(minute, scope.NeedsTimes).Where(row => scope.Holds(row.Values)))
        {
            var group = scope.GroupOf(row.Values);
            if (!cells.TryGetValue(group, out var cell)) cell = cells[group] = new UsageCell();
            if (scope.NeedsTimes) cell.Add(row.Cell);
            else cell.Add(row.Cell.Sums);
        }

        memory.Keep(tenant, scope, minute, events, cells, now);
        return cells;
    }

    private Dictionary<long, long> ReadEvents(long from, long to)
    {
        using var command = connection.Command(null, "SELECT minute, events FROM usage_minutes WHERE tenant = $1 AND minute >= $2 AND minute < $3", tenant, from, to);
        using var reader = command.ExecuteReader();
        var events = new Dictionary<long, long>();
        while (reader.Read()) events[reader.GetInt64(0)] = reader.GetInt64(1);
        return events;
    }
}
