using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class LogTests
{
    [TestMethod]
    public void TheShortFormIsOneEventOfTheBuildStream()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("log", "--target", "sync", "--duration", "1.5", "--exit-code", "3", "--domain", "web").ShouldSucceed();
        var line = JsonDocument.Parse(File.ReadAllLines(Path.Combine(world.Store, "build", "build.jsonl")).Single()).RootElement;
        line.GetProperty("target").GetString().ShouldBe("sync");
        line.GetProperty("domain").GetString().ShouldBe("web");
        line.GetProperty("duration_seconds").GetDouble().ShouldBe(1.5);
        line.GetProperty("exit_code").GetInt32().ShouldBe(3);
        line.GetProperty("succeeded").GetBoolean().ShouldBeFalse();
        line.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(world.Now.AddSeconds(-1.5));
    }

    [TestMethod]
    public void OffIsOneHintAndNoError()
    {
        using var world = new ToolWorld();
        var run = world.InStore("log", "--target", "sync", "--duration", "1.5", "--exit-code", "0").ShouldSucceed();
        run.Out.ShouldBeEmpty();
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("dotnet telemetry on --store");
        Directory.Exists(world.Store).ShouldBeFalse();
    }

    [TestMethod]
    [DataRow("log")]
    [DataRow("log", "name=x")]
    [DataRow("log", "build", "target")]
    [DataRow("log", "--target", "sync")]
    [DataRow("log", "--target", "sync", "--duration", "1")]
    [DataRow("log", "--target", "sync", "--duration", "-1", "--exit-code", "0")]
    [DataRow("log", "--target", "sync", "--duration", "NaN", "--exit-code", "0")]
    [DataRow("log", "--target", "sync", "--duration", "1,5", "--exit-code", "0")]
    [DataRow("log", "--target", "sync", "--duration", "1", "--exit-code", "0", "--domain", "a b")]
    [DataRow("log", "jobs", "--target", "sync", "--duration", "1", "--exit-code", "0")]
    public void AMistakeIsAUsageErrorEvenWhereRecordingIsOff(params string[] args)
    {
        using var world = new ToolWorld();
        world.InStore(args).ShouldFail(2, "TEL9001");
    }

    [TestMethod]
    public void AnUnknownStreamIsAnError()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("log", "jobs", "name=x").ShouldFail(2, "TEL2100");
    }

    [TestMethod]
    public void JsonHasExactlyTheDocumentedKeys()
    {
        using var world = new ToolWorld().TurnedOn();
        var answer = JsonDocument.Parse(world.InStore("log", "--target", "sync", "--duration", "1", "--exit-code", "0", "--format", "json").ShouldSucceed().Out).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["recorded", "stream", "store"]);
        answer.GetProperty("recorded").GetBoolean().ShouldBeTrue();
    }
}
