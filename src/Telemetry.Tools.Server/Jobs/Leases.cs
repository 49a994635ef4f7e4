using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Who of several equal servers does a job that only one may do at a time. A server that is not heard of loses its lease when the time is over.</summary>
internal sealed class Leases(Database database, TimeProvider time)
{
    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Takes a lease that nobody holds; <see langword="null"/> where somebody does.</summary>
    /// <param name="name">The job.</param>
    /// <param name="microseconds">How long it is held unless it is kept or given back.</param>
    public Lease? TryTake(string name, long microseconds)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "INSERT INTO leases (name, until, fence) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING", name);
        using var command = connection.Command(null, "UPDATE leases SET until = $1, fence = fence + 1 WHERE name = $2 AND until <= $3 RETURNING fence", Now + microseconds, name, Now);
        return command.ExecuteScalar() is long fence ? new Lease(name, fence) : null;
    }

    /// <summary>Holds a lease for longer.</summary>
    /// <exception cref="OperationCanceledException">Another server has taken it.</exception>
    public void Keep(Lease lease, long microseconds)
    {
        using var connection = database.OpenWrite();
        if (connection.Execute(null, "UPDATE leases SET until = $1 WHERE name = $2 AND fence = $3", Now + microseconds, lease.Name, lease.Fence) > 0) return;
        throw new OperationCanceledException($"'{lease.Name}' was taken over by another server.");
    }

    /// <summary>Holds a lease for longer, in a transaction that is taken back where another server has taken the lease.</summary>
    /// <exception cref="OperationCanceledException">Another server has taken it.</exception>
    public void Guard(DbConnection connection, DbTransaction transaction, Lease lease, long microseconds)
    {
        if (connection.Execute(transaction, "UPDATE leases SET until = $1 WHERE name = $2 AND fence = $3", Now + microseconds, lease.Name, lease.Fence) > 0) return;
        throw new OperationCanceledException($"'{lease.Name}' was taken over by another server.");
    }

    /// <summary>Gives a lease back before its time.</summary>
    public void Release(Lease lease)
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "UPDATE leases SET until = 0 WHERE name = $1 AND fence = $2", lease.Name, lease.Fence);
    }
}

/// <summary>A lease that this server holds.</summary>
/// <param name="Name">The job.</param>
/// <param name="Fence">Goes up with each holder: what an earlier holder still writes is told apart by it.</param>
internal sealed record Lease(string Name, long Fence);
