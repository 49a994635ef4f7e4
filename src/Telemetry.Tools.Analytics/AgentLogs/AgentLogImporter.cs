namespace Telemetry.Tools.Analytics;

/// <summary>
/// Brings what coding agents logged about their use of models into the stream <c>llm-usage</c>. Importing the same logs again adds
/// nothing and takes no longer than a look at each file; a log that grew is read on from where it was. What was read stays, also when
/// the agent deletes its logs.
/// </summary>
public static class AgentLogImporter
{
    /// <summary>Reads the logs that have changed and appends what they add.</summary>
    /// <param name="store">The store; it must be on.</param>
    /// <param name="request">Which agent, and where its logs are.</param>
    /// <param name="progress">Told about each file.</param>
    /// <param name="cancellationToken">Stops; what was added stays added and is remembered.</param>
    /// <exception cref="AnalyticsException">
    /// TEL2123: the store is off. TEL2120: a path is not there. TEL2201: there is no such agent. TEL2205: another import goes on.
    /// Unreadable files and broken lines are named in the result instead.
    /// </exception>
    public static ImportResult Import(
        EventStore store, AgentImportRequest request, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        if (!store.IsEnabled) throw new AnalyticsException(AnalyticsDiagnostics.StoreIsOff, "The store is off, so nothing can be imported into it.", "dotnet telemetry on");
        foreach (var path in request.Paths ?? [])
        {
            if (!Path.Exists(path)) throw new AnalyticsException(AnalyticsDiagnostics.SourceNotFound, $"There is no file or folder '{path}'.");
        }

        return AgentImport.Run(new StoredUsage(store), request, progress, cancellationToken);
    }
}
