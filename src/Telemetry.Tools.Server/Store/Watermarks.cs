using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Up to where a stream's events were removed: older ones are taken no more.</summary>
internal sealed class Watermarks(Database database)
{
    /// <summary>The watermark; <see langword="null"/> where nothing was ever removed.</summary>
    public static long? Of(DbConnection connection, DbTransaction? transaction, EventScope scope) => connection.Scalar(transaction, UsageSql.FindWatermark, scope.Tenant, scope.Stream);

    /// <summary>The watermark, in a transaction that will move it: what is being written looks at it before or after that.</summary>
    public long Lock(DbConnection connection, DbTransaction transaction, EventScope scope) =>
        connection.Scalar(transaction, UsageSql.FindWatermark + database.Dialect.ForUpdate, scope.Tenant, scope.Stream) ?? throw new InvalidOperationException("The watermark is not there.");

    /// <summary>Makes a watermark that holds nothing back, so that there is a row to lock. Whoever writes now has seen none, and is waited for.</summary>
    public void Require(EventScope scope)
    {
        using var connection = database.OpenWrite();
        if (Of(connection, null, scope) is not null) return;
        using var transaction = database.BeginWrite(connection);
        if (database.Dialect.LockWatermarks.Length > 0) connection.Execute(transaction, database.Dialect.LockWatermarks);
        connection.Execute(transaction, "INSERT INTO watermarks (tenant, stream, ts) VALUES ($1, $2, 0) ON CONFLICT (tenant, stream) DO NOTHING", scope.Tenant, scope.Stream);
        transaction.Commit();
    }

    /// <summary>Moves it, never back.</summary>
    public static void Move(DbConnection connection, DbTransaction transaction, EventScope scope, long to) =>
        connection.Execute(transaction, "UPDATE watermarks SET ts = $1 WHERE tenant = $2 AND stream = $3 AND ts < $4", to, scope.Tenant, scope.Stream, to);
}
