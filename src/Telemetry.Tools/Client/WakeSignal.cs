namespace Telemetry.Tools;

/// <summary>Wakes the one who waits; set several times it wakes once. Setting never blocks.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _isSet;

    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0) _semaphore.Release();
    }

    public async Task WaitAsync()
    {
        await _semaphore.WaitAsync().ConfigureAwait(false);
        Volatile.Write(ref _isSet, 0);
    }

    public void Dispose() => _semaphore.Dispose();
}
