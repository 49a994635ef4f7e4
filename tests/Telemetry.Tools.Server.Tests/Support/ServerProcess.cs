using System.Diagnostics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The tool's <c>serve</c> as a process of its own, which a test can kill.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Client) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) });

    public HttpClient Client { get; }

    public static ServerProcess Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-telemetry.dll"), "serve", "--urls", "http://127.0.0.1:0", "--data", folder]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal)) return new ServerProcess(process, new Uri(line.Split(' ')[2]));
        }

        process.WaitForExit();
        throw new InvalidOperationException($"serve ended with {process.ExitCode}.");
    }

    /// <summary>SIGKILL: the process has no chance to finish anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        Client.Dispose();
    }
}
