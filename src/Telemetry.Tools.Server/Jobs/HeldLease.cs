using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>A job's lease while the job goes on: held for as long as the server lives, however long a step takes, and given back at the end. Of a server that has died it is over half a minute later.</summary>
internal sealed class HeldLease : IDisposable
{
    private const long Length = 30 * Clock.Second;
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    private readonly Leases _leases;
    private readonly Lease _lease;
    private readonly TimeSpan _renewal;
    private readonly Timer _timer;

    private HeldLease(Leases leases, Lease lease, TimeSpan renewal)
    {
        (_leases, _lease, _renewal) = (leases, lease, renewal);
        _timer = new Timer(_ => Renew());
        RenewLater();
    }

    /// <summary>Takes a job's lease; <see langword="null"/> where another server has it.</summary>
    /// <param name="leases">The leases.</param>
    /// <param name="name">The job.</param>
    /// <param name="renewal">How often it is renewed; <see langword="null"/> = each 10 seconds.</param>
    public static HeldLease? TryTake(Leases leases, string name, TimeSpan? renewal = null) => leases.TryTake(name, Length) is { } lease ? new HeldLease(leases, lease, renewal ?? Renewal) : null;

    /// <summary>Makes sure that a transaction is this holder's.</summary>
    /// <exception cref="OperationCanceledException">Another server has the job.</exception>
    public void Guard(DbConnection connection, DbTransaction transaction) => _leases.Guard(connection, transaction, _lease, Length);

    public void Dispose()
    {
        // A renewal that is under way must not hold what is given back.
        _timer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _leases.Release(_lease);
    }

    private void Renew()
    {
        try
        {
            _leases.Keep(_lease, Length);
        }
        catch (Exception error) when (error is DbException or ServerException or OperationCanceledException)
        {
            // The database is away or busy, or another server has the job: the job's next step sees it.
        }

        RenewLater();
    }

    private void RenewLater()
    {
        try
        {
            _timer.Change(_renewal, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It was given back meanwhile.
        }
    }
}
