using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class StatusTests
{
    [TestMethod]
    public void JsonHasExactlyTheDocumentedKeys()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs).Recorded(Samples.Jobs, "jobs", "no event");
        var status = JsonDocument.Parse(world.InStore("status", "--format", "json").ShouldSucceed().Out).RootElement;
        status.EnumerateObject().Select(p => p.Name).ShouldBe(["enabled", "store", "attached", "streams"]);
        var stream = status.GetProperty("streams").EnumerateArray().Single();
        stream.EnumerateObject().Select(p => p.Name).ShouldBe(["name", "format", "events", "rejected", "segments", "bytes", "first", "last"]);
        status.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        status.GetProperty("store").GetString().ShouldBe(world.Store);
        stream.GetProperty("events").GetInt64().ShouldBe(4);
        stream.GetProperty("rejected").GetInt64().ShouldBe(1);
        stream.GetProperty("first").GetDateTimeOffset().ShouldBe(new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero));
        stream.GetProperty("last").GetDateTimeOffset().ShouldBe(new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero));
    }

    [TestMethod]
    public void AnEmptyStoreHasNoStreams()
    {
        using var world = new ToolWorld();
        var status = JsonDocument.Parse(world.InStore("status", "--format", "json").ShouldSucceed().Out).RootElement;
        status.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        status.GetProperty("streams").GetArrayLength().ShouldBe(0);
    }

    [TestMethod]
    public void TextSaysWhereAndWhatNext()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var run = world.InStore("status").ShouldSucceed();
        run.Out.ShouldStartWith("Telemetry is on.\n");
        run.Out.ShouldContain(world.Store);
        run.Out.ShouldContain("jobs");
        run.Error.ShouldBe("Next: dotnet telemetry report jobs\n");
    }

    [TestMethod]
    public void DoNotTrackWinsAndIsNamed()
    {
        using var world = new ToolWorld();
        world.TurnedOn().Set("DO_NOT_TRACK", "1");
        world.InStore("status").ShouldSucceed().Out.ShouldStartWith("Telemetry is off: DO_NOT_TRACK=1.\n");
    }

    [TestMethod]
    public void ALinkInTheStoreIsNamedEachTime()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var segment = Path.Combine(world.Store, "jobs", "jobs.jsonl");
        File.Move(segment, world.PathTo("away"));
        File.CreateSymbolicLink(segment, world.PathTo("away"));
        foreach (var command in (string[][])[["status"], ["status"], ["report", "jobs"], ["export", "jobs"]]) world.InStore(command).ShouldSucceed().Error.ShouldContain("TEL2002");
    }

    [TestMethod]
    public void AStreamOfTheProductIsShownWithoutItsSchemaFile()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("log", "--target", "sync", "--duration", "1", "--exit-code", "0").ShouldSucceed();
        File.Delete(Path.Combine(world.Store, "build", "schema.json"));
        world.InStore("status").ShouldSucceed().Out.ShouldContain("build   jsonl        1");
    }

    [TestMethod]
    public void ABrokenSchemaInTheStoreHidesNoOtherStream()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs).Recorded("{ broken", "other");
        var run = world.InStore("status", "--format", "json").ShouldSucceed();
        run.Error.ShouldContain("TEL2101");
        JsonDocument.Parse(run.Out).RootElement.GetProperty("streams").GetArrayLength().ShouldBe(1);
    }

    [TestMethod]
    public void WhatWasKeptSaysTheSameAndGivesWayToNewEvents()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var first = world.InStore("status", "--format", "json").ShouldSucceed().Out;
        File.Exists(Kept(world)).ShouldBeTrue();
        world.InStore("status", "--format", "json").ShouldSucceed().Out.ShouldBe(first);
        world.Recorded(Samples.Jobs, "jobs", Samples.Job("compile"));
        JsonDocument.Parse(world.InStore("status", "--format", "json").Out).RootElement.GetProperty("streams")[0].GetProperty("events").GetInt64().ShouldBe(5);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1\nx\ny")]
    [DataRow("1\n{key}\njobs\njsonl\nmany\n0\n1\n10\n-\n-")]
    public void WhatWasKeptAndBrokenIsCountedAgain(string content)
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var first = world.InStore("status", "--format", "json").ShouldSucceed().Out;
        var key = File.ReadAllLines(Kept(world))[1];
        File.WriteAllText(Kept(world), content.Replace("{key}", key));
        world.InStore("status", "--format", "json").ShouldSucceed().Out.ShouldBe(first);
    }

    [TestMethod]
    public void WhereRecordingIsOffNothingIsWritten()
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs).Set("DO_NOT_TRACK", "1");
        world.InStore("status").ShouldSucceed();
        File.Exists(Kept(world)).ShouldBeFalse();
    }

    [TestMethod]
    [DataRow("--format", "json")]
    [DataRow("--format=json")]
    [DataRow("-f", "json")]
    [DataRow("--format", "text", "--verbose")]
    public void EveryFormOfTheCommandLineGivesTheSameAnswer(params string[] options)
    {
        using var world = new ToolWorld();
        world.Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var plain = world.InStore("status", "--format", options.Contains("text") ? "text" : "json").ShouldSucceed();
        world.Run(["status", "--store", world.Store, .. options]).ShouldBe(plain);
        world.Run(["status", .. options, "--store", world.Store]).ShouldBe(plain);
    }

    private static string Kept(ToolWorld world) => Path.Combine(world.Store, "jobs", ".status");
}
