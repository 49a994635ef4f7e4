using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Threading.Channels;

namespace Telemetry.Tools.Server.Tests;

/// <summary>The tool's <c>serve</c> as a process of its own, which a test can kill.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();

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

    /// <summary>The next line of its log; <see langword="null"/> when it has ended.</summary>
    public async Task<string?> ReadLogAsync(CancellationToken cancellation) =>
        await _log.Reader.WaitToReadAsync(cancellation) && _log.Reader.TryRead(out var line) ? line : null;

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
        var server = new ServerProcess(process, address);
        _ = server.TakeLogAsync();
        if (key is not null) server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return server;
    }

    // What it logs must not fill the pipe.
    private async Task TakeLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _log.Writer.TryWrite(line);
        _log.Writer.Complete();
    }
}
