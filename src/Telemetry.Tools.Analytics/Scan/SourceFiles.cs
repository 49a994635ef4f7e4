using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>The files of a scan, all opened before the first is read, so that a rotation meanwhile takes none away; cut into ranges.</summary>
internal sealed class SourceFiles : IDisposable
{
    private readonly List<SafeFileHandle> _handles = [];

    public SourceFiles(IReadOnlyList<SourceFile> files, long rangeSize)
    {
        foreach (var file in files) Add(file, rangeSize);
    }

    public List<ScanRange> Ranges { get; } = [];

    public void Dispose()
    {
        foreach (var handle in _handles) handle.Dispose();
    }

    private void Add(SourceFile file, long rangeSize)
    {
        if (StoreReading.Open(file) is not { } handle) return;
        _handles.Add(handle);
        var length = RandomAccess.GetLength(handle);

        // A line end may stand inside a cell of CSV, so that a file cannot be cut anywhere.
        var size = file.Format == StreamFormat.Csv ? Math.Max(1, length) : rangeSize;
        for (long start = 0; start < length; start += size)
        {
            Ranges.Add(new ScanRange(file.Path, file.Format, handle, start, Math.Min(length, start + size), length));
        }
    }
}
