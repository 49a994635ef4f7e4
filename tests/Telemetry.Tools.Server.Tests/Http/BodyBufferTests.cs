using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class BodyBufferTests
{
    private static readonly ServerSettings Settings = new() { DataFolder = "", Urls = [] };

    [TestMethod]
    [DataRow(0)]
    [DataRow(1_000)]
    public async Task OfWhatHasHardlyComeLittleIsHeld(int length)
    {
        using var body = await ReadAsync(new byte[length]);
        body.Span.Length.ShouldBe(length);
        body.Capacity.ShouldBeLessThanOrEqualTo(4 * 1024);
    }

    [TestMethod]
    [DataRow(2_048)]
    [DataRow(2_049)]
    [DataRow(65_537)]
    [DataRow(1_000_000)]
    public async Task ABodyOfAnyLengthComesOutAsItWasSent(int length)
    {
        var sent = new byte[length];
        new Random(length).NextBytes(sent);
        using var body = await ReadAsync(sent);
        body.Span.SequenceEqual(sent).ShouldBeTrue();
    }

    private static Task<BodyBuffer> ReadAsync(byte[] sent) => BodyBuffer.ReadAsync(new DefaultHttpContext { Request = { Body = new MemoryStream(sent) } }.Request, Settings, CancellationToken.None);
}
