namespace Telemetry.Tools;

/// <summary>How much is held in memory, and no more than may be. Safe for use by several threads.</summary>
internal sealed class HeldEvents(int capacity)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    private long _count;
    private long _bytes;

    /// <summary>Makes room for one event; <see langword="false"/> where there is none.</summary>
    public bool TryTake(int bytes)
    {
        var count = Interlocked.Increment(ref _count);
        if (Interlocked.Add(ref _bytes, bytes) <= MaxBytes && count <= capacity) return true;
        Release(1, bytes);
        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Release(int count, int bytes)
    {
        Interlocked.Add(ref _count, -count);
        Interlocked.Add(ref _bytes, -bytes);
    }
}
