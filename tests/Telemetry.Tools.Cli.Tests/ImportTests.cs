using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ImportTests
{
    [TestMethod]
    public void TheSameFileAgainAddsNothing()
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("usage.jsonl", """
            {"timestamp":"2026-02-14T10:30:00+00:00","target":"apply","domain":null,"duration_seconds":45.0,"exit_code":0}
            {"timestamp":"2026-02-14T10:31:00+00:00","target":"sync","domain":"web","duration_seconds":1.5,"exit_code":3}
            broken

            """);
        var first = Import(world);
        first.EnumerateObject().Select(p => p.Name).ShouldBe(["source", "stream", "files", "lines", "events", "duplicates", "rejected", "rejected_lines", "pending"]);
        first.GetProperty("events").GetInt64().ShouldBe(2);
        first.GetProperty("rejected").GetInt64().ShouldBe(1);
        first.GetProperty("stream").GetString().ShouldBe("build");
        Import(world).GetProperty("events").GetInt64().ShouldBe(0);
    }

    [TestMethod]
    public void WhereRecordingIsOffNothingIsImported()
    {
        using var world = new ToolWorld();
        world.Write("usage.jsonl", "");
        world.InStore("import", "jsonl", "usage.jsonl").ShouldFail(1, "TEL9007").Error.ShouldContain("dotnet telemetry on --store");
    }

    [TestMethod]
    public void AMissingFileIsAnError()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("import", "jsonl", "missing.jsonl").ShouldFail(1, "TEL2120");
    }

    private static JsonElement Import(ToolWorld world) =>
        JsonDocument.Parse(world.InStore("import", "jsonl", "usage.jsonl", "--format", "json").ShouldSucceed().Out).RootElement;
}
