using System.Text;
using Microsoft.Win32.SafeHandles;
using Serilog;

namespace Telemetry.Tools.Benchmarks;

/// <summary>One write call a line on a file opened for real append; no checks at all.</summary>
internal sealed class BareSink(string folder) : ILineSink
{
    private readonly SafeFileHandle _handle = NativeFiles.Current.OpenAppend(Path.Combine(folder, "bare.jsonl"));

    public void Append(byte[] line) => NativeFiles.Current.Write(_handle, line);

    public void Dispose() => _handle.Dispose();
}

/// <summary>The store.</summary>
internal sealed class StoreSink(string folder, long rotateAt) : ILineSink
{
    private readonly EventStore _store = EventStore.Open(new StoreLocation(folder, true, "benchmark"));
    private readonly StreamInfo _stream = new("bench", "1-0-0", StreamFormat.Jsonl, "bench.jsonl", rotateAt, null, "", """{ "schema": "bench", "version": "1-0-0" }""");

    public void Append(byte[] line) => _store.AppendLines(_stream, line);

    public void Dispose()
    {
        foreach (var warning in _store.Warnings) Console.Error.WriteLine($"{warning.Id} {warning.Message}");
        _store.Dispose();
    }
}

/// <summary>What most programs do.</summary>
internal sealed class FileStreamSink(string folder) : ILineSink
{
    private readonly FileStream _stream = new(Path.Combine(folder, "stream.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Append(byte[] line) => _stream.Write(line);

    public void Dispose() => _stream.Dispose();
}

/// <summary>The one-liner.</summary>
internal sealed class AppendAllSink(string folder) : ILineSink
{
    private readonly string _path = Path.Combine(folder, "all.jsonl");

    public void Append(byte[] line) => File.AppendAllBytes(_path, line);

    public void Dispose()
    {
    }
}

/// <summary>Serilog's file sink in the mode meant for several processes.</summary>
internal sealed class SerilogSink(string folder) : ILineSink
{
    private readonly Serilog.Core.Logger _logger = new LoggerConfiguration()
        .WriteTo.File(Path.Combine(folder, "serilog.jsonl"), outputTemplate: "{Message:l}\n", shared: true, fileSizeLimitBytes: null)
        .CreateLogger();

    public void Append(byte[] line) => _logger.Information("{Line:l}", Encoding.UTF8.GetString(line.AsSpan(0, line.Length - 1)));

    public void Dispose() => _logger.Dispose();
}
