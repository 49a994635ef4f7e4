using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Counts what the server itself does. Safe for use by several threads.</summary>
internal sealed class ServerMeters(TimeProvider time, string dataFolder)
{
    private const int WindowMinutes = 5;

    private readonly Lock _lock = new();
    private readonly LogLinearHistogram _durations = new();
    private readonly SortedDictionary<(string Method, int Status), long> _requests = [];
    private readonly (long Minute, long All, long Failed)[] _minutes = new (long, long, long)[WindowMinutes];
    private LogLinearHistogram _sinceTaken = new();
    private long _durationMicros;

    /// <summary>When the server started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Share of the last five minutes' requests that failed in the server (status 500 and above).</summary>
    public double FailureShare
    {
        get
        {
            lock (_lock)
            {
                var oldest = Minute() - WindowMinutes;
                var (all, failed) = (0L, 0L);
                foreach (var minute in _minutes.Where(minute => minute.Minute > oldest)) (all, failed) = (all + minute.All, failed + minute.Failed);
                return all == 0 ? 0 : (double)failed / all;
            }
        }
    }

    /// <summary>Share of the data folder's disk that is used; <see langword="null"/> where the system does not say.</summary>
    public double? DiskUsed
    {
        get
        {
            try
            {
                var drive = new DriveInfo(dataFolder);
                return drive.TotalSize == 0 ? null : 1 - ((double)drive.AvailableFreeSpace / drive.TotalSize);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>Counts an answered request.</summary>
    public void Count(string method, int status, TimeSpan duration)
    {
        var micros = (long)duration.TotalMicroseconds;
        lock (_lock)
        {
            var key = (method, status);
            _requests[key] = _requests.GetValueOrDefault(key) + 1;
            _durations.Add(micros);
            _sinceTaken.Add(micros);
            _durationMicros += micros;
            ref var minute = ref _minutes[Minute() % WindowMinutes];
            if (minute.Minute != Minute()) minute = (Minute(), 0, 0);
            minute = (minute.Minute, minute.All + 1, minute.Failed + (status >= 500 ? 1 : 0));
        }
    }

    /// <summary>Requests by method and status, their durations in microseconds added up, and their percentiles.</summary>
    public (IReadOnlyList<(string Method, int Status, long Count)> Requests, long DurationMicros, long? P50, long? P95) Read()
    {
        lock (_lock)
        {
            return ([.. _requests.Select(pair => (pair.Key.Method, pair.Key.Status, pair.Value))], _durationMicros, _durations.Percentile(50), _durations.Percentile(95));
        }
    }

    /// <summary>Times of the requests since this was last called, in microseconds.</summary>
    public LogLinearHistogram TakeDurations()
    {
        lock (_lock)
        {
            var taken = _sinceTaken;
            _sinceTaken = new();
            return taken;
        }
    }

    private long Minute() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
