using Microsoft.Extensions.Logging.Abstractions;

namespace Telemetry.Tools.Server;

/// <summary>Retention beside a running server, or without one.</summary>
/// <param name="settings">Which database and archive.</param>
public sealed class RetentionAdministration(ServerSettings settings)
{
    /// <summary>Removes what is older than the policies keep, of all tenants; or says what that would be.</summary>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellation">Stops between two pieces; the next run goes on from there.</param>
    /// <exception cref="ServerException">TEL4022: a server is doing it. TEL4020: the archive cannot be written.</exception>
    public RetentionRun Run(bool dryRun, CancellationToken cancellation)
    {
        using var database = ServerParts.OpenDatabase(settings);
        database.Migrate();
        var job = new RetentionJob(database, ArchiveFolder.Of(settings), TimeProvider.System, NullLogger.Instance, isDaily: false);
        return dryRun ? job.DryRun(null) : job.Run(null, cancellation);
    }
}
