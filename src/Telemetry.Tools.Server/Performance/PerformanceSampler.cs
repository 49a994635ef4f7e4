using System.Data.Common;
using Microsoft.Extensions.Logging;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Writes down how this server is, each 15 seconds; every server does so for itself. While the database is away, what can be added up waits for the next sample.</summary>
internal sealed class PerformanceSampler : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Database _database;
    private readonly IngestQueue _queue;
    private readonly ServerMeters _meters;
    private readonly PerformanceStore _store;
    private readonly string _server;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly BackgroundLoop? _loop;
    private LogLinearHistogram _waiting = new();
    private MachineReading _last;
    private bool _isFailing;

    public PerformanceSampler(Database database, IngestQueue queue, ServerMeters meters, string? server, TimeProvider time, ILogger log, bool isInBackground)
    {
        (_database, _queue, _meters, _time, _log) = (database, queue, meters, time, log);
        _store = new PerformanceStore(database);
        // Never the machine's name: every tenant's viewers read it.
        _server = server ?? Guid.NewGuid().ToString("N")[..8];
        _last = MachineReading.Now(time);
        if (isInBackground) _loop = new BackgroundLoop("Samples of the server itself", Pause, RoundAsync, log);
    }

    /// <summary>Writes a sample of the time since the last one; <see langword="false"/> where that is too short to say anything.</summary>
    /// <exception cref="ServerException">The database does not answer.</exception>
    public bool Sample()
    {
        var now = MachineReading.Now(_time);
        var length = _time.GetElapsedTime(_last.Timestamp, now.Timestamp);
        if (length < TimeSpan.FromSeconds(1)) return false;
        _waiting.Merge(_meters.TakeDurations());
        _store.Write(SampleOf(now, (long)length.TotalMicroseconds, _waiting));
        _last = now;
        _waiting = new();
        return true;
    }

    /// <summary>Writes a sample if it can.</summary>
    public void Round()
    {
        try
        {
            Sample();
            _isFailing = false;
        }
        catch (Exception error) when (error is DbException or ServerException or IOException)
        {
            // Once: a database that is away for an hour is no 240 news.
            if (!_isFailing) _log.LogWarning(error, "Samples of the server itself cannot be written; they go on when they can");
            _isFailing = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_loop is not null) await _loop.DisposeAsync().ConfigureAwait(false);
    }

    private PerformanceSample SampleOf(MachineReading now, long length, LogLinearHistogram durations) => new(_server, Clock.Micros(_time.GetUtcNow()), length)
    {
        CpuMicros = Math.Max(0, now.CpuMicros - _last.CpuMicros),
        CapacityMicros = length * Environment.ProcessorCount,
        MemoryBytes = now.MemoryBytes,
        DiskPpm = _meters.DiskUsed is { } used ? (long)Math.Round(used * 1_000_000) : null,
        // An adapter that was taken out takes its counts along.
        NetworkIn = Math.Max(0, now.NetworkIn - _last.NetworkIn),
        NetworkOut = Math.Max(0, now.NetworkOut - _last.NetworkOut),
        DatabaseBytes = _database.SizeInBytes(),
        DatabaseConnections = _database.Connections(),
        LatencyMicros = (long)((HealthScore.LatencyOf(_database) ?? 0) * 1_000),
        HealthScore = HealthScore.Of(_database, _queue, _meters).Score,
        Durations = durations,
    };

    private Task RoundAsync(CancellationToken stop)
    {
        Round();
        return Task.CompletedTask;
    }
}
