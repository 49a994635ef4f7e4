using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>The usage events of a tenant's hour, from the database and, where retention has been, from the archive.</summary>
internal sealed class BackfillSource(ArchiveFolder folder)
{
    private static readonly string[] Streams = [StreamNames.ClientUsage, StreamNames.LlmUsage];

    /// <summary>Why a tenant's period cannot be made anew; <see langword="null"/> where it can.</summary>
    public string? ProblemOf(DbConnection connection, string tenant, long start, long end)
    {
        foreach (var scope in Streams.Select(stream => new EventScope(tenant, stream)))
        {
            if (Watermarks.Of(connection, null, scope) is not { } watermark || watermark <= start) continue;
            // Pieces stand one behind the other; where one is missing, events were removed without an archive.
            var (reached, until) = (start, Math.Min(end, watermark));
            foreach (var entry in ArchiveStore.Overlapping(connection, null, scope, start, until).Where(entry => entry.To <= watermark && entry.From <= reached))
            {
                if (!folder.Holds(entry)) return $"events of {scope.Stream} before {Clock.Time(entry.To):yyyy-MM-dd} lie in the archive folder {entry.Folder} of another server";
                reached = entry.To;
            }

            if (reached < until) return $"events of {scope.Stream} from {Clock.Time(reached):yyyy-MM-ddTHH:mm:ssZ} to {Clock.Time(until):yyyy-MM-ddTHH:mm:ssZ} were removed without an archive";
        }

        return null;
    }

    /// <summary>Counts the events of an hour; how many.</summary>
    public long Count(DbConnection connection, DbTransaction transaction, string tenant, long hour, RollupGroup group)
    {
        var (start, end, events) = (hour * Clock.Hour, (hour + 1) * Clock.Hour, 0L);
        foreach (var scope in Streams.Select(stream => new EventScope(tenant, stream)))
        {
            if (Watermarks.Of(connection, transaction, scope) is { } watermark && watermark > start)
            {
                foreach (var entry in ArchiveStore.Overlapping(connection, transaction, scope, start, end).Where(entry => entry.To <= watermark)) ReadArchive(entry);
            }

            ReadEvents(scope);
        }

        return events;

        void ReadArchive(ArchiveEntry entry) => ArchiveReader.Read(folder, entry, line =>
        {
            if (ArchiveLine.ReadUsage(line) is var (series, item) && item.Time >= start && item.Time < end) Add(series, item);
        });

        void ReadEvents(EventScope scope)
        {
            using var command = connection.Command(
                transaction, $"SELECT {StoredEvent.UsageColumns} FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 AND series IS NOT NULL", scope.Tenant, scope.Stream, start, end);
            using var reader = command.ExecuteReader();
            while (reader.Read()) Add(reader.GetInt64(1), StoredEvent.UsageOf(reader));
        }

        void Add(long series, in UsageEvent item)
        {
            group.Add(tenant, series, item);
            events++;
        }
    }
}
