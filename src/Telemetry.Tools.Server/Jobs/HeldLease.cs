using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>A job's lease while the job goes on; given back at its end.</summary>
internal sealed class HeldLease : IDisposable
{
    private const long Length = 2 * Clock.Minute;

    private readonly Leases _leases;
    private readonly Lease _lease;

    private HeldLease(Leases leases, Lease lease) => (_leases, _lease) = (leases, lease);

    /// <summary>Takes a job's lease; <see langword="null"/> where another server has it.</summary>
    public static HeldLease? TryTake(Leases leases, string name) => leases.TryTake(name, Length) is { } lease ? new HeldLease(leases, lease) : null;

    /// <summary>Makes sure that a transaction is this holder's.</summary>
    /// <exception cref="OperationCanceledException">Another server has the job.</exception>
    public void Guard(DbConnection connection, DbTransaction transaction) => _leases.Guard(connection, transaction, _lease, Length);

    /// <summary>Holds on.</summary>
    /// <exception cref="OperationCanceledException">Another server has the job.</exception>
    public void Keep() => _leases.Keep(_lease, Length);

    public void Dispose() => _leases.Release(_lease);
}
