namespace Telemetry.Tools;

/// <summary>Counts what becomes of events. Safe for use by several threads.</summary>
internal sealed class ClientCounters
{
    private long _logged;
    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _dropped;

    public TelemetryClientCounts Now => new(
        Interlocked.Read(ref _logged), Interlocked.Read(ref _accepted), Interlocked.Read(ref _duplicates), Interlocked.Read(ref _rejected), Interlocked.Read(ref _dropped));

    public void Logged() => Interlocked.Increment(ref _logged);

    public void Delivered(long accepted, long duplicates)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
    }

    public void Rejected(long count) => Interlocked.Add(ref _rejected, count);

    public void Dropped(long count = 1) => Interlocked.Add(ref _dropped, count);
}
