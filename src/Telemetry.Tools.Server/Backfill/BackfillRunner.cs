using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Works through the backfills that were asked for, one at a time among all servers, and never while retention moves events into the archive.</summary>
internal sealed class BackfillRunner : IAsyncDisposable
{
    private readonly Database _database;
    private readonly ArchiveFolder _folder;
    private readonly BackfillStore _store;
    private readonly Leases _leases;
    private readonly ILogger _log;
    private readonly BackgroundLoop? _loop;

    public BackfillRunner(Database database, ArchiveFolder folder, TimeProvider time, ILogger log, bool isInBackground)
    {
        (_database, _folder, _log) = (database, folder, log);
        _store = new BackfillStore(database, time);
        _leases = new Leases(database, time);
        if (isInBackground) _loop = new BackgroundLoop("Backfills", TimeSpan.FromSeconds(15), Round, log);
    }

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _loop?.Wake();

    public async ValueTask DisposeAsync()
    {
        if (_loop is not null) await _loop.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Does what waits, where no other server does.</summary>
    public Task Round(CancellationToken stop)
    {
        if (_store.Open() is null || HeldLease.TryTake(_leases, RetentionJob.Name) is not { } lease) return Task.CompletedTask;
        using (lease)
        {
            while (!stop.IsCancellationRequested && _store.Open() is { } job) Run(job, lease, stop);
        }

        return Task.CompletedTask;
    }

    private void Run(BackfillJob job, HeldLease lease, CancellationToken stop)
    {
        var tenant = job.Tenant == TenantNames.All ? null : job.Tenant;
        var work = new BackfillWork(_database, _folder, lease);
        try
        {
            if (work.ProblemOf(tenant, job.Start, job.End) is { } problem)
            {
                _store.End(job, "failed", $"It cannot be done: {problem}.");
                return;
            }

            for (var day = job.Next / Clock.Day; day * Clock.Day < job.End; day++)
            {
                _store.Report(job, (day + 1) * Clock.Day, work.Rebuild(tenant, day, stop));
            }

            _store.End(job, "done", null);
        }
        catch (ServerException error) when (error.Id == ServerDiagnostics.ArchiveDamaged)
        {
            _log.LogError(error, "Backfill {Id} failed", job.BackfillId);
            _store.End(job, "failed", error.Message);
        }
    }
}
