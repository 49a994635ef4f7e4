using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Work that goes on beside the requests: now and then, or when woken. What fails is logged and tried again; the loop itself ends only with the server.</summary>
internal sealed class BackgroundLoop : IAsyncDisposable
{
    private readonly string _name;
    private readonly TimeSpan _pause;
    private readonly Func<CancellationToken, Task> _work;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _loop;

    /// <summary>Starts at once.</summary>
    /// <param name="name">What it does, for the log: a plural that "cannot be worked on".</param>
    /// <param name="pause">Longest time between two rounds.</param>
    /// <param name="work">One round.</param>
    /// <param name="log">Where failures are told.</param>
    public BackgroundLoop(string name, TimeSpan pause, Func<CancellationToken, Task> work, ILogger log)
    {
        (_name, _pause, _work, _log) = (name, pause, work, log);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _asked.Release();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
        _asked.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _work(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The server stops.
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The database may be away for a while; the work waits in it.
                _log.LogWarning(error, "{Name} cannot be worked on", _name);
            }

            await RestAsync().ConfigureAwait(false);
        }
    }

    private async Task RestAsync()
    {
        try
        {
            await _asked.WaitAsync(_pause, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the loop sees it.
        }
    }
}
