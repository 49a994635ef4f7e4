using Microsoft.Extensions.Logging.Abstractions;

namespace Telemetry.Tools.Server;

/// <summary>Backfill beside a running server, or without one.</summary>
/// <param name="settings">Which database and archive.</param>
public sealed class BackfillAdministration(ServerSettings settings)
{
    /// <summary>Makes the figures of whole days anew, of all tenants.</summary>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day.</param>
    /// <param name="cancellation">Stops between two hours; a server goes on from there.</param>
    /// <exception cref="ServerException">TEL4001: the days cannot be read. TEL4022: another server is at it, and will do this too.</exception>
    public BackfillJob Run(string start, string end, CancellationToken cancellation)
    {
        using var database = ServerParts.OpenDatabase(settings);
        database.Migrate();
        var time = TimeProvider.System;
        var store = new BackfillStore(database, time);
        var (from, to) = PeriodOf(start, end, time);
        var job = store.Create(TenantNames.All, from, to);
        new BackfillRunner(database, ArchiveFolder.Of(settings), time, NullLogger.Instance, isInBackground: false).Round(cancellation).GetAwaiter().GetResult();
        var ended = store.Find(TenantNames.All, job.BackfillId)!;
        return ended.Status is "done" or "failed" ? ended : throw new ServerException(ServerDiagnostics.JobRunning, "Another server is making figures anew, and will do these days too.", "Wait until it has ended.");
    }

    private static (long From, long To) PeriodOf(string start, string end, TimeProvider time)
    {
        try
        {
            return BackfillPeriod.Of(start, end, time.GetUtcNow());
        }
        catch (QueryException error)
        {
            throw new ServerException(ServerDiagnostics.BadSetting, error.Message, "dotnet telemetry server backfill --start 2026-11-01 --end 2026-11-30", isUsage: true);
        }
    }
}
