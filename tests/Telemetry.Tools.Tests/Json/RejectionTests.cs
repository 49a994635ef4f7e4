using System.Text;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class RejectionTests
{
    private const string Good = """{"timestamp":"2026-11-20T07:30:15.250Z","target":"sync","domain":null,"duration_seconds":1.5,"exit_code":0}""";

    [TestMethod]
    [DataRow("", "empty line")]
    [DataRow("   ", "empty line")]
    [DataRow("null", "wrong type")]
    [DataRow("[]", "wrong type")]
    [DataRow("{}", "missing field: timestamp")]
    [DataRow("hello", "not JSON")]
    [DataRow("{\"target\":}", "not JSON")]
    [DataRow("{\"target\":\"a\",}", "not JSON")]
    [DataRow("{,}", "not JSON")]
    [DataRow("{\"target\" \"a\"}", "not JSON")]
    [DataRow("{\"x\":[1,]}", "not JSON")]
    [DataRow("{\"x\":[1 2]}", "not JSON")]
    [DataRow("{\"x\":tru}", "not JSON")]
    [DataRow("{\"target\":7}", "wrong type: target")]
    [DataRow("{\"target\":null}", "wrong type: target")]
    [DataRow("{\"exit_code\":\"0\"}", "wrong type: exit_code")]
    [DataRow("{\"exit_code\":3000000000}", "out of range: exit_code")]
    [DataRow("{\"timestamp\":\"yesterday\"}", "not a timestamp: timestamp")]
    [DataRow("{\"build_id\":\"1\"}", "not a uuid: build_id")]
    [DataRow("{\"succeeded\":1}", "wrong type: succeeded")]
    public void ALineThatCannotBeReadSaysWhy(string line, string reason) => Line.WhyRejected<TargetRun>(line).ShouldBe(reason);

    [TestMethod]
    public void TwoObjectsOnALineAreRejected()
    {
        Line.WhyRejected<TargetRun>(Good + Good).ShouldBe("two objects on one line");
        Line.WhyRejected<TargetRun>(Good + "x").ShouldBe("not JSON");
    }

    [TestMethod]
    public void EveryTornLineIsRejected()
    {
        for (var length = 0; length < Good.Length; length++) Line.WhyRejected<TargetRun>(Good[..length]).ShouldBe(length == 0 ? "empty line" : "not JSON");
    }

    [TestMethod]
    public void NulBytesAreRejected()
    {
        Line.WhyRejected<TargetRun>(new byte[100]).ShouldBe("NUL bytes");
        Line.WhyRejected<TargetRun>(Good.Replace("sync", "s\0c", StringComparison.Ordinal)).ShouldBe("NUL bytes");
        Line.WhyRejected<TargetRun>(Good + "\0\0\0").ShouldBe("NUL bytes");
    }

    [TestMethod]
    public void BytesThatAreNoUtf8AreRejectedWhereverTheyStand()
    {
        var bytes = Encoding.UTF8.GetBytes(Good.Replace("sync", "s?nc", StringComparison.Ordinal));
        bytes[bytes.AsSpan().IndexOf((byte)'?')] = 0xC3;
        Line.WhyRejected<TargetRun>(bytes).ShouldBe("not UTF-8");
        var unknown = Encoding.UTF8.GetBytes("{\"x\":\"?\"," + Good[1..]);
        unknown[6] = 0xFF;
        Line.WhyRejected<TargetRun>(unknown).ShouldBe("not UTF-8");
    }

    [TestMethod]
    public void NestingDeeperThan64IsRejectedAndLessIsRead()
    {
        Line.Read<TargetRun>("{\"x\":" + Nested(63) + "," + Good[1..]).Target.ShouldBe("sync");
        Line.WhyRejected<TargetRun>("{\"x\":" + Nested(64) + "," + Good[1..]).ShouldBe("not JSON");
        Line.WhyRejected<TargetRun>("{\"x\":" + new string('[', 5_000_000)).ShouldBe("not JSON");
    }

    [TestMethod]
    public void OfAKeyThatIsThereTwiceTheLastCounts() => Line.Read<TargetRun>("{\"target\":\"first\"," + Good[1..]).Target.ShouldBe("sync");

    [TestMethod]
    public void ReasonsHoldNoContent()
    {
        foreach (var line in new[] { "{\"target\":{\"s3cret\":1}}", "{\"s3cret\":s3cret}", "s3cret", Good + "s3cret", "{\"timestamp\":\"s3cret\"}" })
        {
            Line.WhyRejected<TargetRun>(line).ShouldNotContain("s3cret");
        }
    }

    [TestMethod]
    public void RandomDamageNeverThrows()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes(Line.Write(new Samples(12).Everything()));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var hits = random.Next(4); hits >= 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var cut = random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length;
            var status = Status<Records.Everything>(bytes.AsSpan(0, cut), out var error);
            if (status == ReadStatus.Rejected) error.Reason.ShouldNotBeNullOrEmpty();
        }
    }

    private static ReadStatus Status<T>(ReadOnlySpan<byte> line, out ReadError error)
        where T : class, ITelemetryEvent<T> => T.ReadJson(line, out _, out error);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
