using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Works through the exports that wait, one at a time, and deletes files whose time is over.</summary>
internal sealed class ExportRunner : IAsyncDisposable
{
    private readonly ExportStore _store;
    private readonly ExportContent _content;
    private readonly ILogger _log;
    private readonly BackgroundLoop _loop;

    public ExportRunner(ExportStore store, ExportContent content, ILogger log)
    {
        (_store, _content, _log) = (store, content, log);
        _loop = new BackgroundLoop("Exports", TimeSpan.FromSeconds(1), RoundAsync, log);
    }

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _loop.Wake();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private Task RoundAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _store.Take() is { } job) Run(job, stop);
        _store.Expire();
        return Task.CompletedTask;
    }

    private void Run(ExportJob job, CancellationToken stop)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            var rows = _content.Write(job, file, (progress, written) =>
            {
                stop.ThrowIfCancellationRequested();
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
