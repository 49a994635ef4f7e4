namespace Telemetry.Tools.Server;

/// <summary>What one evaluation after the other remembers of minutes, so that each event is read about once. A minute is known for as long as ingest has counted no further event in it;
/// a restarted server, or one that evaluates for another, reads what it does not know. What does not fit is read each time.</summary>
/// <param name="most">How many cells are held at most, of all tenants together: a cell takes about 200 bytes, one with response times five times as much.</param>
internal sealed class MinuteMemory(int most = 400_000)
{
    private const int TimesWeight = 5;
    private const long Kept = 10 * Clock.Minute;

    private readonly Dictionary<(string Tenant, AlertScope Scope, long Minute), Remembered> _minutes = [];

    /// <summary>Cells that are held.</summary>
    public int Size { get; private set; }

    /// <summary>A minute's usage by group; <see langword="null"/> where it must be read.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="scope">Which usage.</param>
    /// <param name="minute">Minutes since 1970.</param>
    /// <param name="events">Events that ingest has counted in the minute.</param>
    /// <param name="now">The time of the evaluation.</param>
    public Dictionary<AlertGroup, UsageCell>? Find(string tenant, AlertScope scope, long minute, long events, long now)
    {
        if (!_minutes.TryGetValue((tenant, scope, minute), out var known) || known.Events != events) return null;
        known.UsedAt = now;
        return known.Cells;
    }

    /// <summary>Remembers a minute, where there is room.</summary>
    public void Keep(string tenant, AlertScope scope, long minute, long events, Dictionary<AlertGroup, UsageCell> cells, long now)
    {
        var key = (tenant, scope, minute);
        if (_minutes.Remove(key, out var old)) Size -= old.Size;
        var size = 1 + (cells.Count * (scope.NeedsTimes ? TimesWeight : 1));
        if (Size + size > most) return;
        Size += size;
        _minutes[key] = new Remembered(events, cells, size) { UsedAt = now };
    }

    /// <summary>Forgets what no evaluation of the last minutes has used.</summary>
    public void Forget(long now)
    {
        foreach (var (key, known) in _minutes)
        {
            if (known.UsedAt >= now - Kept) continue;
            _minutes.Remove(key);
            Size -= known.Size;
        }
    }

    private sealed record Remembered(long Events, Dictionary<AlertGroup, UsageCell> Cells, int Size)
    {
        public long UsedAt { get; set; }
    }
}
