using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>gRPC is refused in its own words, and whoever runs the server is told.</summary>
[TestClass]
public sealed class GrpcTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task AGrpcCallIsNotImplementedAndTheLogSaysWhatToUse()
    {
        var folder = ServerWorld.NewFolder();
        using var server = ServerProcess.Start(folder);
        using var response = await CallAsync(server.Client.BaseAddress!, "application/grpc");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/grpc");
        response.Headers.GetValues("grpc-status").ShouldBe(["12"]);
        response.Headers.GetValues("grpc-message").Single().ShouldContain("http/protobuf");
        string? line;
        do line = await server.ReadLogAsync(TestContext.CancellationToken);
        while (line is not null && !line.Contains("gRPC", StringComparison.Ordinal));
        line!.ShouldContain("OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        (await server.Client.GetAsync("/v1/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Kill();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [TestMethod]
    public async Task OtherHttp2IsToldToUseHttp11()
    {
        await using var world = await ServerWorld.StartAsync();
        await Should.ThrowAsync<HttpRequestException>(() => CallAsync(world.Address, "application/json"));
        (await world.GetAsync("/v1/health")).ShouldBe(200);
    }

    [TestMethod]
    public async Task ARequestThatComesByteForByteIsTaken()
    {
        await using var world = await ServerWorld.StartAsync();
        foreach (var method in (string[])["GET", "PRINT"])
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, world.Address.Port);
            var stream = client.GetStream();
            foreach (var letter in Encoding.ASCII.GetBytes($"{method} /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) await stream.WriteAsync(new[] { letter });
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync())!.ShouldStartWith(method == "GET" ? "HTTP/1.1 200" : "HTTP/1.1 405");
        }
    }

    [TestMethod]
    public async Task AConnectionThatSaysNothingOrGoesAwayDisturbsNobody()
    {
        await using var world = await ServerWorld.StartAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, world.Address.Port);
        foreach (var beginning in (string[])["", "PRI * HTT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0001\u0001"])
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, world.Address.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(beginning));
        }

        (await world.GetAsync("/v1/health")).ShouldBe(200);
    }

    private static async Task<HttpResponseMessage> CallAsync(Uri address, string type)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = ServerWorld.Content([0, 0, 0, 0, 0], type),
        };
        return await client.SendAsync(request);
    }
}
