namespace Telemetry.Tools.Analytics;

/// <summary>Brings events from foreign files into a store. Importing the same files again adds nothing; a file that grew is read on from where it was.</summary>
public static class Importer
{
    /// <summary>Reads the files and appends their events.</summary>
    /// <param name="store">The store; it must be on.</param>
    /// <param name="catalog">Known schemas.</param>
    /// <param name="request">What to read.</param>
    /// <param name="progress">Told about every 8 MB.</param>
    /// <param name="cancellationToken">Stops between two batches; what was added stays added and is remembered.</param>
    /// <exception cref="AnalyticsException">No such file, no such stream, or a stream that cannot be guessed.</exception>
    public static ImportResult Import(
        EventStore store, StreamCatalog catalog, ImportRequest request, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
