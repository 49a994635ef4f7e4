using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The tool's <c>serve</c> as a process of its own, which a test can kill.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Client) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) });

    public HttpClient Client { get; }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="database">PostgreSQL's connection string; <see langword="null"/> = SQLite in the folder.</param>
    /// <param name="key">The key that <see cref="Client"/> sends.</param>
    /// <param name="port">0 = any.</param>
    public static ServerProcess Start(string folder, string? database = null, string? key = null, int port = 0)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-telemetry.dll"), "serve", "--urls", url, "--data", folder]) { RedirectStandardError = true };
        if (database is not null) start.Environment["TELEMETRY_SERVER__DATABASE"] = database;
        var process = Process.Start(start)!;
        var said = new List<string>();
        while (process.StandardError.ReadLine() is { } line)
        {
            said.Add(line);
            if (line.StartsWith("Listening on ", StringComparison.Ordinal)) return Listening(process, new Uri(line.Split(' ')[2]), key);
        }

        process.WaitForExit();
        throw new InvalidOperationException($"serve ended with {process.ExitCode}: {string.Join('\n', said)}");
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

    private static ServerProcess Listening(Process process, Uri address, string? key)
    {
        // What it logs from here on must not fill the pipe.
        _ = process.StandardError.ReadToEndAsync();
        var server = new ServerProcess(process, address);
        if (key is not null) server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return server;
    }
}
