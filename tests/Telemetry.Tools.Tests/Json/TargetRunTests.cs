using System.Text.Json;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class TargetRunTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 20, 7, 30, 15, 250, TimeSpan.Zero);

    private static TargetRun Run => new() { Timestamp = Time, Target = "sync", DurationSeconds = 1.5, ExitCode = 0 };

    [TestMethod]
    public void WritesFieldsInSchemaOrder() => Line.Write(Run).ShouldBe(
        """{"timestamp":"2026-11-20T07:30:15.250Z","target":"sync","domain":null,"duration_seconds":1.5,"exit_code":0,"succeeded":null,"build_id":null,"actor":null,"task":null,"attempt":null}""");

    [TestMethod]
    public void ReadsItsOwnLine() => Line.Read<TargetRun>(Line.Write(Run)).ShouldBe(Run);

    [TestMethod]
    public void ReadsTheFiveFieldsAlone() =>
        Line.Read<TargetRun>("""{"timestamp":"2026-11-20T07:30:15.250Z","target":"sync","domain":null,"duration_seconds":1.5,"exit_code":0}""").ShouldBe(Run);

    [TestMethod]
    public void ReadsAnyOrderSpacesUnknownFieldsAndEscapes() =>
        Line.Read<TargetRun>("""{ "exit_code" : 0.0, "new": {"a":[1,{"b":null}]}, "t\u0061rget": "s\u0079nc", "duration_seconds": 15e-1,"timestamp":"2026-11-20t09:30:15.25+02:00" } """).ShouldBe(Run);

    [TestMethod]
    public void SystemTextJsonReadsTheLine()
    {
        var run = Run with { Target = "a\"b\\c\n\t\u0001ü€😀\ud800x", Domain = "", BuildId = Guid.NewGuid(), Succeeded = true };
        using var json = JsonDocument.Parse(Line.Write(run));
        json.RootElement.GetProperty("target").GetString().ShouldBe("a\"b\\c\n\t\u0001ü€😀\ufffdx");
        json.RootElement.GetProperty("domain").GetString().ShouldBe("");
        json.RootElement.GetProperty("build_id").GetGuid().ShouldBe(run.BuildId.Value);
        json.RootElement.GetProperty("succeeded").GetBoolean().ShouldBeTrue();
    }
}
