namespace Telemetry.Tools.Server.Tests;

/// <summary>Whatever bytes come, they are read or refused; nothing else happens.</summary>
[TestClass]
public sealed class ProtoReaderTests
{
    private static readonly OtlpProtoReader Reader = new(new OtlpAllowList(["*"]), 10_000);

    private static readonly byte[] Traces = Telemetry.Traces(Telemetry.Chat("00f067aa0ba902b7", ("list", new object[] { "a", 1, true, 0.5 })), Telemetry.Span("00f067aa0ba902b8", "tool"));
    private static readonly byte[] Logs = Telemetry.Logs(Telemetry.ApiRequest(1), Telemetry.Log(7, "text"));
    private static readonly byte[] Metrics = Telemetry.Metrics(MetricsTests.Sum("m", 2, 5), MetricsTests.Histogram("h"));

    [TestMethod]
    public void ARequestThatIsCutOffAnywhereIsRefusedOrReadUpToThere()
    {
        foreach (var whole in (byte[][])[Traces, Logs, Metrics])
        {
            for (var length = 0; length < whole.Length; length++) ReadAll(whole.AsSpan(0, length)).ShouldBe(length > 0, $"{length} of {whole.Length}");
        }
    }

    [TestMethod]
    public void BytesThatWereChangedAnywhereAreReadOrRefused()
    {
        var random = new Random(3);
        foreach (var whole in (byte[][])[Traces, Logs, Metrics])
        {
            for (var i = 0; i < 20_000; i++)
            {
                var changed = whole.ToArray();
                for (var n = random.Next(1, 4); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                ReadAll(changed);
            }
        }
    }

    [TestMethod]
    public void RandomBytesAreReadOrRefused()
    {
        var random = new Random(4);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            ReadAll(bytes);
        }
    }

    [TestMethod]
    public void AMessageThatNestsWithoutEndIsRefused()
    {
        var value = Wire.Value("deep");
        for (var i = 0; i < 200; i++) value = Wire.Bytes(5, Wire.Bytes(1, value));
        var span = Wire.Message(Telemetry.Span("00f067aa0ba902b7", "x"), Wire.Bytes(9, Wire.Text(1, "a"), Wire.Bytes(2, value)));
        Should.Throw<BodyException>(() => Reader.ReadSpans(Telemetry.Traces(span))).Status.ShouldBe(400);
    }

    [TestMethod]
    public void FieldsThatAreNotKnownArePassedOver()
    {
        var unknown = Wire.Message(Wire.Number(900, 5), Wire.Fixed64(901, 5), Wire.Text(902, "x"), [.. Wire.Varint((903 << 3) | 5), 1, 2, 3, 4], [.. Wire.Varint((904 << 3) | 3), .. Wire.Number(1, 1), .. Wire.Varint((904 << 3) | 4)]);
        var span = Wire.Message(unknown, Telemetry.Span("00f067aa0ba902b7", "named"), unknown);
        var spans = Reader.ReadSpans(Wire.Message(unknown, Telemetry.Traces(span), unknown));
        spans.Single().Name.ShouldBe("named");
    }

    [TestMethod]
    public void TheResourceMayStandBehindWhatBelongsToIt()
    {
        var body = Wire.Bytes(1, Wire.Bytes(2, Wire.Bytes(2, Telemetry.Span("00f067aa0ba902b7", "x")), Wire.Bytes(1, Wire.Text(1, "late.scope"))), Wire.Bytes(1, Wire.Attribute(1, "service.name", "late")));
        var span = Reader.ReadSpans(body).Single();
        (span.Source.Service, span.Source.Scope).ShouldBe(("late", "late.scope"));
    }

    [TestMethod]
    [DataRow(new byte[] { 0x0B }, DisplayName = "a group that never ends")]
    [DataRow(new byte[] { 0x0F, 1 }, DisplayName = "a wire type that does not exist")]
    [DataRow(new byte[] { 0x00, 1 }, DisplayName = "field 0")]
    [DataRow(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, DisplayName = "a length beyond everything")]
    [DataRow(new byte[] { 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 }, DisplayName = "a number without end")]
    [DataRow(new byte[] { 0x08, 0x01 }, DisplayName = "a number where a message belongs")]
    public void WhatIsNoMessageIsRefused(byte[] body) => Should.Throw<BodyException>(() => Reader.ReadSpans(body)).Status.ShouldBe(400);

    [TestMethod]
    public void MoreRecordsThanARequestTakesAreRefused()
    {
        var small = new OtlpProtoReader(new OtlpAllowList([]), 2);
        var span = Telemetry.Span("00f067aa0ba902b7", "x");
        small.ReadSpans(Telemetry.Traces(span, span)).Count.ShouldBe(2);
        Should.Throw<BodyException>(() => small.ReadSpans(Telemetry.Traces(span, span, span))).Status.ShouldBe(413);
    }

    // Whether any of the three kinds refused it.
    private static bool ReadAll(ReadOnlySpan<byte> body)
    {
        var bytes = body.ToArray();
        return Refuses(() => Reader.ReadSpans(bytes)) | Refuses(() => Reader.ReadLogs(bytes)) | Refuses(() => Reader.ReadPoints(bytes));
    }

    private static bool Refuses(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (BodyException error)
        {
            error.Status.ShouldBe(400);
            return true;
        }
    }
}
