using Microsoft.Extensions.Logging;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Runs retention: once a day by one of the servers, and when asked.</summary>
internal sealed class RetentionJob : IAsyncDisposable
{
    public const string Name = "retention";
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly ArchiveFolder _folder;
    private readonly TimeProvider _time;
    private readonly Leases _leases;
    private readonly JobTimes _times;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly BackgroundLoop? _loop;
    private Task _asked = Task.CompletedTask;

    public RetentionJob(Database database, ArchiveFolder folder, TimeProvider time, ILogger log, bool isDaily)
    {
        (_database, _folder, _time, _log) = (database, folder, time, log);
        _leases = new Leases(database, time);
        _times = new JobTimes(database, time);
        Runs = new RetentionRuns(database, time);
        if (isDaily) _loop = new BackgroundLoop("Retention", Look, RoundAsync, log);
    }

    public RetentionRuns Runs { get; }

    /// <summary>When the daily run is due.</summary>
    public DateTimeOffset NextRunAt => Clock.Time(_times.NextOf(Name));

    /// <summary>What would be removed.</summary>
    public RetentionRun DryRun(string? tenant)
    {
        var now = _time.GetUtcNow();
        var tables = new RetentionCount(_database, Clock.Micros(now)).Run(tenant).Figures(PoliciesOf(tenant), Clock.Micros(now));
        return new RetentionRun(null, DryRun: true, "done", ReportJson.Format(now), ReportJson.Format(_time.GetUtcNow()), tables);
    }

    /// <summary>Begins a run that goes on beside the request; <see langword="null"/> where one is going on.</summary>
    public (string Id, Task Ended)? Start(string? tenant)
    {
        if (HeldLease.TryTake(_leases, Name) is not { } lease) return null;
        var id = Runs.Begin(tenant);
        var ended = Task.Run(() => RunLogged(id, tenant, lease));
        _asked = Task.WhenAll(_asked.IsCompleted ? Task.CompletedTask : _asked, ended);
        return (id, ended);
    }

    /// <summary>Runs now, and fails where it fails.</summary>
    /// <exception cref="ServerException">TEL4022: it is going on elsewhere. TEL4020: the archive cannot be written.</exception>
    public RetentionRun Run(string? tenant, CancellationToken stop)
    {
        using var lease = HeldLease.TryTake(_leases, Name) ?? throw new ServerException(ServerDiagnostics.JobRunning, "Retention is going on already.", "Wait until it has ended.");
        var id = Runs.Begin(tenant);
        Run(id, tenant, lease, stop);
        return Runs.Find(id);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_loop is not null) await _loop.DisposeAsync().ConfigureAwait(false);
        await _asked.ConfigureAwait(false);
        _stop.Dispose();
    }

    private Task RoundAsync(CancellationToken stop)
    {
        if (Clock.Micros(_time.GetUtcNow()) < _times.NextOf(Name)) return Task.CompletedTask;
        using var lease = HeldLease.TryTake(_leases, Name);
        // Another server may have done it while this one waited for the lease.
        if (lease is null || Clock.Micros(_time.GetUtcNow()) < _times.NextOf(Name)) return Task.CompletedTask;
        Run(Runs.Begin(null), null, lease, stop);
        _times.Done(Name);
        return Task.CompletedTask;
    }

    private void RunLogged(string id, string? tenant, HeldLease lease)
    {
        using (lease)
        {
            try
            {
                Run(id, tenant, lease, _stop.Token);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                if (error is not OperationCanceledException) _log.LogError(error, "Retention failed");
            }
        }
    }

    private void Run(string id, string? tenant, HeldLease lease, CancellationToken stop)
    {
        try
        {
            var now = Clock.Micros(_time.GetUtcNow());
            var tally = new RetentionWork(_database, _folder, _time, lease).Run(tenant, stop);
            Runs.End(id, "done", tally.Figures(PoliciesOf(tenant), now));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Runs.End(id, "failed", []);
            throw;
        }
    }

    private RetentionPolicySet PoliciesOf(string? tenant) => new RetentionPolicies(_database).Of(tenant ?? TenantNames.All);
}
