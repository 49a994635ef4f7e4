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
    public void AnAgentsLogsAreFoundByThemselvesAndAddNothingTwice()
    {
        using var world = new ToolWorld().TurnedOn();
        WriteClaudeLog(Path.Combine(world.Home, ".claude", "projects", "-src-shop", "session.jsonl"));
        foreach (var source in (string[])["claude", "all"])
        {
            var answer = Answer(world.InStore("import", source, "--format", "json"));
            answer.GetProperty("source").GetString().ShouldBe(source);
            answer.GetProperty("stream").GetString().ShouldBe("llm-usage");
            answer.GetProperty("files").GetInt32().ShouldBe(1);
            answer.GetProperty("events").GetInt64().ShouldBe(source == "claude" ? 1 : 0);
        }
    }

    [TestMethod]
    public void AnAgentsLogsAreReadFromAPathThatIsNamed()
    {
        using var world = new ToolWorld().TurnedOn();
        WriteClaudeLog(world.PathTo("old", "session.jsonl"));
        var run = world.InStore("import", "claude", "old").ShouldSucceed();
        run.Out.ShouldBe("llm-usage: 1 event added from 1 file; 0 duplicates, 0 rejected, 0 pending.\n");
        run.Error.ShouldContain("Next: dotnet telemetry usage");
        world.InStore("import", "codex").ShouldSucceed().Error.ShouldBe("TEL2202 no logs were found where codex keeps them.\n  Elsewhere: dotnet telemetry import codex PATH\n");
    }

    [TestMethod]
    [DataRow("cladue", "Did you mean 'claude'?")]
    [DataRow("jsonl", "name the files")]
    [DataRow("viflo", "name the files")]
    [DataRow("all somewhere", "takes no path")]
    [DataRow("claude --stream build", "--stream goes with jsonl and csv")]
    public void WhatMakesNoSenseIsRefused(string words, string message)
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore(["import", .. words.Split(' ')]).ShouldFail(2, "TEL9001").Error.ShouldContain(message);
    }

    [TestMethod]
    public void TheSystemsOwnFilesGoIntoTheirStreams()
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("usage.csv", "timestamp,model,prompt_tokens,completion_tokens,task_success,task_type,duration_ms,notes\n2026-03-01T10:00:00Z,claude-3-opus,1500,3200,true,execute,45000,\"Phase 6, tests\"\n");
        world.Write("usage.jsonl", """{"timestamp":"2026-02-14T10:30:00+00:00","target":"apply","domain":null,"duration_seconds":45.0,"exit_code":0}""" + "\n");
        world.Write("agent-errors.jsonl", """{"timestamp":"2026-02-20T11:00:00.000Z","attempt_id":"a1","task_id":"t1","task_title":"x","executor":"CODEX","data":{"error_fingerprint":"timeout","error_message":"Timed out","error_category":"network"}}""" + "\n");
        world.Write("agent-metrics.jsonl", """{"timestamp":"2026-02-20T10:00:00.000Z","attempt_id":"a1","task_id":"t1","task_title":"x","executor":"CODEX","model":"gpt-5.2-codex","metrics":{"duration_ms":120000,"cost_usd":0.14},"outcome":{"status":"completed"}}""" + "\n");
        Streams(world, "anklume").ShouldBe(("build", 1));
        Streams(world, "viflo").ShouldBe(("task-usage", 1));
        Streams(world, "bosun").ShouldBe(("agent-errors, agent-metrics", 2));
        Streams(world, "bosun").ShouldBe(("agent-errors, agent-metrics", 0));
        world.InStore("import", "promptos", ".").ShouldFail(1, "TEL2120").Error.ShouldContain("promptos-usage.jsonl");
    }

    [TestMethod]
    public void WithoutAPathTheSystemsOwnPlacesAreLookedAt()
    {
        const string Line = """{"timestamp":"2026-02-14T10:30:00+00:00","target":"apply","domain":null,"duration_seconds":45.0,"exit_code":0}""";
        using var world = new ToolWorld().TurnedOn();
        world.InStore("import", "anklume").ShouldFail(1, "TEL2120").Error.ShouldContain("~/.anklume/telemetry");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(world.Home, ".anklume", "telemetry")).FullName, "usage.jsonl"), Line + "\n");
        world.InStore("import", "anklume").ShouldSucceed().Out.ShouldStartWith("build: 1 event added from 1 file;");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(world.PathTo("promptos", ".telemetry")).FullName, "promptos-usage.jsonl"), "no event\n");
        world.InStore("import", "promptos").ShouldSucceed().Error.ShouldContain("TEL2107");
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

    private static JsonElement Answer(ToolRun run) => JsonDocument.Parse(run.ShouldSucceed().Out).RootElement;

    private static (string? Stream, long Events) Streams(ToolWorld world, string source)
    {
        var answer = Answer(world.InStore("import", source, ".", "--format", "json"));
        return (answer.GetProperty("stream").GetString(), answer.GetProperty("events").GetInt64());
    }

    private static void WriteClaudeLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, """
            {"cwd":"/src/shop","sessionId":"s1","gitBranch":"main","message":{"id":"m1","role":"assistant","model":"claude-sonnet-4-5","usage":{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":50,"output_tokens":7}},"requestId":"r1","type":"assistant","timestamp":"2026-11-20T10:00:00Z"}

            """);
    }
}
