namespace Telemetry.Tools.Server;

/// <summary>When jobs that are done once a day are due; kept in the database, so that many servers do them once.</summary>
internal sealed class JobTimes(Database database, TimeProvider time)
{
    private const long Hour = 3;

    /// <summary>When a job is due next: the first time on the day after it was first asked for, at 3:00 UTC.</summary>
    public long NextOf(string name)
    {
        using var connection = database.OpenWrite();
        const string Find = "SELECT next_at FROM job_times WHERE name = $1";
        if (connection.Scalar(null, Find, name) is { } next) return next;
        connection.Execute(null, "INSERT INTO job_times (name, next_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, Tomorrow());
        return connection.Scalar(null, Find, name)!.Value;
    }

    /// <summary>It was done; it is due tomorrow.</summary>
    public void Done(string name)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "UPDATE job_times SET next_at = $1 WHERE name = $2", Tomorrow(), name);
    }

    private long Tomorrow() => (((Clock.Micros(time.GetUtcNow()) / Clock.Day) + 1) * Clock.Day) + (Hour * Clock.Hour);
}
