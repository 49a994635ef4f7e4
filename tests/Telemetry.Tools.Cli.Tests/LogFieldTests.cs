using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class LogFieldTests
{
    [TestMethod]
    public void FieldsAreCheckedAgainstTheSchemaBesideTheUser()
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("jobs.telemetry.json", Samples.Jobs);
        world.InStore("log", "jobs", "name=two words", "duration_seconds=2", "exit_code=0").ShouldSucceed();
        var line = JsonDocument.Parse(File.ReadAllLines(Path.Combine(world.Store, "jobs", "jobs.jsonl")).Single()).RootElement;
        line.GetProperty("name").GetString().ShouldBe("two words");
        line.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(world.Now);
    }

    [TestMethod]
    [DataRow("TEL2110", "nmae=x", "duration_seconds=2", "exit_code=0")]
    [DataRow("TEL2111", "name=x", "duration_seconds=long", "exit_code=0")]
    [DataRow("TEL2112", "name=x", "duration_seconds=2")]
    public void AFieldThatDoesNotFitIsNamedAndNothingIsWritten(string id, params string[] fields)
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("jobs.telemetry.json", Samples.Jobs);
        world.InStore(["log", "jobs", .. fields]).ShouldFail(2, id);
        File.Exists(Path.Combine(world.Store, "jobs", "jobs.jsonl")).ShouldBeFalse();
    }
}
