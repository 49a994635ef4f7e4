using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Hands out ranges in order to whoever is free, with each file opened once and its length fixed at that moment.</summary>
internal sealed class RangeQueue(List<ScanRange> ranges, IProgress<ScanProgress>? progress, CancellationToken cancellationToken) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SafeFileHandle> _files = [];
    private readonly long _total = ranges.Sum(range => range.End - range.Start);
    private int _next = -1;
    private long _bytes;
    private long _lines;

    public void Work(Action<SafeFileHandle, ScanRange, long> read)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var index = Interlocked.Increment(ref _next);
            if (index >= ranges.Count) return;
            var range = ranges[index];
            read(Open(range.File), range, FileEnd(index));
            Report(range);
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    // The lines of a range may end in a later one, but never behind what the file held when the scan began.
    private long FileEnd(int index)
    {
        var last = index;
        while (last + 1 < ranges.Count && ranges[last + 1].File == ranges[index].File) last++;
        return ranges[last].End;
    }

    private SafeFileHandle Open(string path)
    {
        lock (_lock)
        {
            if (_files.TryGetValue(path, out var file)) return file;
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return _files[path] = file;
        }
    }

    private void Report(ScanRange range)
    {
        if (progress is null) return;
        var bytes = Interlocked.Add(ref _bytes, range.End - range.Start);
        var lines = Interlocked.Add(ref _lines, range.LineEnds);
        progress.Report(new ScanProgress(bytes, _total, lines));
    }
}
