using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Tests;

/// <summary>Another process that writes into a store and says what was acknowledged.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Thread _listener;
    private readonly List<int> _acknowledged = [];

    private WriterProcess(string name, ProcessStartInfo start)
    {
        Name = name;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _listener = new Thread(Listen) { IsBackground = true };
        _listener.Start();
    }

    public string Name { get; }

    public int AcknowledgedCount
    {
        get
        {
            lock (_acknowledged) return _acknowledged.Count;
        }
    }

    private static string Dotnet => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    public static WriterProcess Start(string root, string name, int count, string sizes, long rotateAt = 0, int pauseEvery = 0, string format = "jsonl") =>
        new(name, StartInfo(Dotnet, [WriterPath, .. Arguments(root, name, count, sizes, rotateAt, pauseEvery, format)]));

    /// <summary>Starts it in a shell that has set a limit first.</summary>
    public static WriterProcess StartLimited(string limit, string root, string name, int count, string sizes) =>
        new(name, StartInfo("/bin/sh", ["-c", $"{limit}; exec \"$@\"", "sh", Dotnet, WriterPath, .. Arguments(root, name, count, sizes, 0, 0, "jsonl")]));

    /// <summary>Waits for its end and for all it said.</summary>
    public (int ExitCode, IReadOnlyList<int> Acknowledged, string Errors) Finish()
    {
        _process.WaitForExit();
        _listener.Join();
        lock (_acknowledged) return (_process.ExitCode, [.. _acknowledged], _errors.Result);
    }

    /// <summary>SIGKILL: it has no chance to do anything more.</summary>
    public IReadOnlyList<int> Kill()
    {
        _process.Kill();
        return Finish().Acknowledged;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string WriterPath => Path.Combine(AppContext.BaseDirectory, "Telemetry.Tools.Tests.Writer.dll");

    private static string[] Arguments(string root, string name, int count, string sizes, long rotateAt, int pauseEvery, string format) =>
        [root, name, Text(count), sizes, Text(rotateAt), Text(pauseEvery), format];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ProcessStartInfo StartInfo(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Its own doubly mapped code pages would be a file larger than any limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private void Listen()
    {
        // A line without its end was not said: the process died while saying it.
        var text = string.Empty;
        var buffer = new char[4096];
        for (int count; (count = _process.StandardOutput.Read(buffer)) > 0;)
        {
            var lines = (text + new string(buffer, 0, count)).Split('\n');
            text = lines[^1];
            lock (_acknowledged) _acknowledged.AddRange(lines[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
        }
    }
}
