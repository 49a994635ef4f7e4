
namespace Telemetry.Tools.Analytics;

/// <summary>Brings events from foreign files into a store. Importing the same files again adds nothing; a file that grew is read on from where it was.</summary>
public static class Importer
{
    /// <summary>Reads the files and appends their events.</summary>
    /// <param name="store">The store; it must be on.</param>
    /// <param name="catalog">Known schemas.</param>
    /// <param name="request">What to read.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Stops between two lines; what was added stays added and is remembered.</param>
    /// <exception cref="AnalyticsException">No such file, no such stream, a stream that cannot be guessed, or a store that cannot be written.</exception>
    public static ImportResult Import(
        EventStore store, StreamCatalog catalog, ImportRequest request, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = ImportFiles.Find(request);
        var schema = request.Stream is { } name ? catalog.Find(name) : StreamGuess.For(catalog, request.Format, files);
        RequireOn(store);
        var run = new ImportRun(store, schema, request.Format, progress, cancellationToken);
        foreach (var file in files) run.Read(file);
        return run.Result();
    }

    private static void RequireOn(EventStore store)
    {
        if (store.IsEnabled) return;
        throw new AnalyticsException(
            AnalyticsDiagnostics.StoreIsOff, $"Telemetry is off ({store.Location.Reason}), so nothing is imported.", "dotnet telemetry on");
    }
}
