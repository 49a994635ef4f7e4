using System.Globalization;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>Months of the table of events. One is made, under a lock and in a transaction of its own, before the first event of that month is written.</summary>
internal sealed class EventPartitions(NpgsqlDataSource source)
{
    // Any number; the same in every server, and not the migration's.
    private const long PartitionLock = 0x74656C656E;

    private readonly HashSet<int> _known = [];

    /// <summary>Makes the months of these events where they are missing.</summary>
    public void Require(IEnumerable<IngestBatch> batches)
    {
        foreach (var batch in batches)
        {
            foreach (ref readonly var item in batch.Events)
            {
                var time = Clock.Time(item.Time);
                var month = (time.Year * 12) + time.Month - 1;
                if (!_known.Contains(month)) Create(month);
            }
        }
    }

    /// <summary>Looks again which months there are: one was removed.</summary>
    public void Forget() => _known.Clear();

    private void Create(int month)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Scalar(transaction, "SELECT 1 FROM pg_advisory_xact_lock($1)", PartitionLock);
        connection.Execute(transaction, string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE IF NOT EXISTS events_{month / 12:D4}_{(month % 12) + 1:D2} PARTITION OF events FOR VALUES FROM ({Start(month)}) TO ({Start(month + 1)})"));
        transaction.Commit();
        _known.Add(month);
    }

    private static long Start(int month) => Clock.Micros(new DateTimeOffset(month / 12, (month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero));
}
