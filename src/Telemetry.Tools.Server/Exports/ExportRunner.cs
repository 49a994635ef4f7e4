using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Works through the exports that wait, one at a time, and deletes files whose time is over.</summary>
internal sealed class ExportRunner : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ExportStore _store;
    private readonly ExportContent _content;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _loop;

    public ExportRunner(ExportStore store, ExportContent content, ILogger log)
    {
        (_store, _content, _log) = (store, content, log);
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
                while (!_stop.IsCancellationRequested && _store.Take() is { } job) Run(job);
                _store.Expire();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The database may be away for a while; jobs wait in it.
                _log.LogWarning(error, "Exports cannot be worked on");
            }

            await WaitAsync().ConfigureAwait(false);
        }
    }

    private async Task WaitAsync()
    {
        try
        {
            await _asked.WaitAsync(Pause, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the loop sees it.
        }
    }

    private void Run(ExportJob job)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            var rows = _content.Write(job, file, (progress, written) =>
            {
                _stop.Token.ThrowIfCancellationRequested();
                _store.Report(job, Math.Clamp(progress, 0, 0.99), written);
            });
            file.Position = 0;
            var digest = Convert.ToHexStringLower(SHA256.HashData(file));
            file.Position = 0;
            _store.Finish(job, file, rows, digest);
        }
        catch (OperationCanceledException)
        {
            // Another server has it, or will have it once the lease is over.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _log.LogError(error, "Export {Id} failed", job.ExportId);
            _store.Fail(job);
        }
    }
}
