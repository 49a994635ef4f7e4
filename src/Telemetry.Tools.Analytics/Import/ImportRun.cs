using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>One import of several files into one stream.</summary>
internal sealed class ImportRun
{
    private readonly StreamSchema _schema;
    private readonly ImportFormat _format;
    private readonly IProgress<ScanProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly ImportLedger _ledger;
    private readonly ImportBatch _batch;
    private readonly EventEncoder _encoder;
    private readonly ScanTotals _totals = new();
    private int _files;
    private long _duplicates;

    public ImportRun(EventStore store, StreamSchema schema, ImportFormat format, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        (_schema, _format, _progress, _cancellationToken) = (schema, format, progress, cancellationToken);
        _ledger = OpenLedger(store, schema.Name);
        _batch = new ImportBatch(store, schema.Info);
        _encoder = new EventEncoder(schema.Document, store.Key());
    }

    public void Read(string path)
    {
        using var file = Open(path);
        var import = new FileImport(path, file, _ledger, _batch);
        try
        {
            if (_format == ImportFormat.Csv) ReadRows(import, file);
            else ReadLines(import, file);
        }
        finally
        {
            Count(import);
        }
    }

    public ImportResult Result() => new(
        _format == ImportFormat.Csv ? "csv" : "jsonl",
        _schema.Name,
        _files,
        _totals.Lines,
        _totals.Events,
        _duplicates,
        _totals.Rejected,
        _totals.RejectedLines,
        _totals.Pending);

    private void ReadLines(FileImport import, SafeFileHandle file)
    {
        var end = RandomAccess.GetLength(file);
        using var lines = new LineReader(Borrowed(file), import.Offset, end);
        new JsonlFileReader(_schema.Document, _encoder).Read(import, lines, end, Reporter(end), _cancellationToken);
    }

    private void ReadRows(FileImport import, SafeFileHandle file)
    {
        var end = RandomAccess.GetLength(file);
        if (end == 0) return;
        var dialect = CsvDialect.Detect(import.Path).For(new StreamLayout(_schema.Document));
        using var rows = new CsvRowReader(Borrowed(file), end);
        new CsvFileReader(_schema.Document, _encoder, dialect).Read(import, rows, end, Reporter(end), _cancellationToken);
    }

    // Readers close what they are given.
    private static SafeFileHandle Borrowed(SafeFileHandle file) => new(file.DangerousGetHandle(), ownsHandle: false);

    private Action<long> Reporter(long end)
    {
        long reported = 0;
        return offset =>
        {
            if (_progress is null || offset - reported < StreamScanner.RangeSize) return;
            reported = offset;
            _progress.Report(new ScanProgress(offset, end, _totals.Lines));
        };
    }

    private void Count(FileImport import)
    {
        _files++;
        _totals.Lines += import.State.Lines;
        _totals.Events += import.Events;
        _duplicates += import.Duplicates;
        _totals.Rejected += import.State.Rejected;
        _totals.RejectedLines.AddRange(import.State.RejectedLines.Take(ScanTotals.MaxRejectedLines - _totals.RejectedLines.Count));
        if (import.IsPending) _totals.Pending++;
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AnalyticsException(AnalyticsDiagnostics.SourceNotFound, $"'{path}' cannot be read: {problem.Message}");
        }
    }

    private static ImportLedger OpenLedger(EventStore store, string stream)
    {
        try
        {
            return new ImportLedger(store.Root, stream);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AnalyticsException(AnalyticsDiagnostics.NotWritten, $"The store '{store.Root}' could not be written: {problem.Message}");
        }
    }
}
