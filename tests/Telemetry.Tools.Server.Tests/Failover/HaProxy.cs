using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Server.Tests;

/// <summary>haproxy before several servers: each request goes to one that says it is healthy.</summary>
internal sealed class HaProxy : IDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly string _folder = Directory.CreateTempSubdirectory("telemetry-haproxy-").FullName;
    private readonly Process _process;

    public HaProxy(params IReadOnlyList<int> servers)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("haproxy is not installed: run dotnet run build/build.cs -- test as root, or apt-get install haproxy");
        var port = FreePort.Next();
        var lines = servers.Select((server, i) => string.Create(CultureInfo.InvariantCulture, $"    server s{i} 127.0.0.1:{server}"));
        var settings = Path.Combine(_folder, "haproxy.cfg");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            defaults
                mode http
                timeout connect 1s
                timeout client 30s
                timeout server 30s
                option redispatch
            frontend clients
                bind 127.0.0.1:{port}
                default_backend servers
            backend servers
                balance roundrobin
                option httpchk GET /v1/health
                default-server check inter 200ms fall 2 rise 1
            {string.Join('\n', lines)}

            """));
        _process = Process.Start(new ProcessStartInfo(Program, ["-q", "-f", settings]))!;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
