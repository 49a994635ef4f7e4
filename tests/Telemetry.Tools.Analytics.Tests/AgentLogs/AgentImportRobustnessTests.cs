using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class AgentImportRobustnessTests
{
    private static readonly string Good = ClaudeImportTests.Row("m1", "r1");

    [TestMethod]
    [DataRow("not json at all")]
    [DataRow("{\"type\":\"user\",")]
    [DataRow("{\"type\":\"assistant\",\"message\":{\"id\":\"x\",\"usage\":{\"input_tokens\":1,\"output_tokens\":}}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"input_tokens\":1}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"input_tokens\":1}}} trailing")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"input_tokens\":-5}}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"input_tokens\":1e30}}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"output_tokens\":\"9999999999999999999999999999999999\"}}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"output_tokens\":\"many\"}}}")]
    [DataRow("{\"message\":{\"id\":\"x\",\"model\":\"m\",\"usage\":{\"output_tokens\":[1]}}}")]
    [DataRow("[{\"usage\":1}]")]
    public void ABrokenLineIsNamedAndCountedAndTakesNoGoodOneWithIt(string line)
    {
        using var world = new AgentWorld();
        var result = world.ImportLines(AgentSource.Claude, Good, line, ClaudeImportTests.Row("m2", "r2"));
        (result.Events, result.Rejected, result.Pending).ShouldBe((2, 1, 0));
        var rejected = result.RejectedLines.ShouldHaveSingleItem();
        rejected.Line.ShouldBe(2);
        rejected.File.ShouldEndWith("s1.jsonl");
        rejected.Reason.ShouldBeOneOf("not JSON", "not a JSON object", "a count is negative", "a count is beyond reason", "a count is no number");
    }

    [TestMethod]
    public void NumbersMayBeTexts()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, """{"timestamp":1777636800,"requestId":"r","message":{"id":"x","model":"m","usage":{"input_tokens":"12","output_tokens":3.0,"cache_read_input_tokens":null}}}""");
        world.Total().ShouldBe(new TokenCounts(12, 0, 0, 0, 0, 3));
    }

    [TestMethod]
    public void PrototypeLikeNamesAreNamesLikeAnyOther()
    {
        using var world = new AgentWorld();
        var result = world.ImportLines(
            AgentSource.Claude,
            """{"__proto__":{"usage":1},"constructor":null,"timestamp":"2026-05-01T12:00:00Z","requestId":"__proto__","sessionId":"__proto__","cwd":"/x/__proto__","message":{"id":"constructor","model":"__proto__","usage":{"__proto__":5,"input_tokens":7,"output_tokens":1}}}""");
        (result.Events, result.Rejected).ShouldBe((1, 0));
        var usage = world.Usage().ShouldHaveSingleItem();
        (usage.Model, usage.Project, usage.SessionId, usage.CostUsd).ShouldBe(("__proto__", "__proto__", "__proto__", null));
        world.Write(".copilot/session-state/c/events.jsonl", """{"type":"session.shutdown","data":{"modelMetrics":{"__proto__":{"requests":{"count":1},"usage":{"inputTokens":5,"outputTokens":1}}}},"timestamp":"2026-05-01T12:00:00Z"}""");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
    }

    [TestMethod]
    public void NullsInsideToolInputDropNothing()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good.Replace("\"text\":\"...\"", "\"input\":{\"id\":null,\"model\":null,\"usage\":null}", StringComparison.Ordinal)).Events.ShouldBe(1);
    }

    [TestMethod]
    public void TextThatIsNoUtf8IsRejected()
    {
        using var world = new AgentWorld();
        var path = world.WriteText(".claude/projects/p/a.jsonl", Good + "\n");
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Seek(0, SeekOrigin.End);
            file.Write([.. "{\"message\":{\"id\":\""u8, 0xC3, 0x28, .. "\",\"usage\":{\"input_tokens\":1}}}\n"u8]);
        }

        var result = world.Import(AgentSource.Claude);
        (result.Events, result.Rejected).ShouldBe((1, 1));
    }

    [TestMethod]
    public void ByteOrderMarksAndWindowsLineEndsAreRead()
    {
        using var world = new AgentWorld();
        world.WriteText(".claude/projects/p/a.jsonl", "\uFEFF" + Good + "\r\n\r\n" + ClaudeImportTests.Row("m2", "r2") + "\r\n");
        var result = world.Import(AgentSource.Claude);
        (result.Events, result.Rejected).ShouldBe((2, 0));
    }

    [TestMethod]
    public void DeeplyNestedLinesEndNothing()
    {
        using var world = new AgentWorld();
        var deep = "{\"usage\":" + string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)) + "}";
        var result = world.ImportLines(AgentSource.Claude, Good, deep);
        (result.Events, result.Rejected).ShouldBe((1, 1));
    }

    [TestMethod]
    public void ALineOfAHundredMegabytesIsNamed()
    {
        using var world = new AgentWorld();
        var path = world.WriteText(".claude/projects/p/a.jsonl", Good + "\n");
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Seek(0, SeekOrigin.End);
            file.Write("{\"x\":\""u8);
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)'a');
            for (var i = 0; i < 100; i++) file.Write(block);
            file.Write(Encoding.UTF8.GetBytes("\"}\n" + ClaudeImportTests.Row("m2", "r2") + "\n"));
        }

        var result = world.Import(AgentSource.Claude);
        (result.Events, result.Rejected, result.Lines).ShouldBe((2, 1, 3));
        result.RejectedLines[0].ShouldBe(new RejectedLine(path, 2, "longer than 32 MB"));
    }

    [TestMethod]
    public void ALineOverManyReadsIsReadWhole()
    {
        using var world = new AgentWorld();
        var big = Good.Replace("...", new string('a', 3_000_000), StringComparison.Ordinal);
        world.ImportLines(AgentSource.Claude, big, ClaudeImportTests.Row("m2", "r2")).Events.ShouldBe(2);
    }

    [TestMethod]
    public void LoopsOfLinksEnd()
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("Links need a right of their own on Windows.");
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", Good);
        var projects = Path.Combine(world.Home, ".claude", "projects");
        Directory.CreateSymbolicLink(Path.Combine(projects, "p", "loop"), projects);
        Directory.CreateSymbolicLink(Path.Combine(projects, "again"), Path.Combine(projects, "p"));
        File.CreateSymbolicLink(Path.Combine(projects, "p", "b.jsonl"), Path.Combine(projects, "p", "a.jsonl"));
        File.CreateSymbolicLink(Path.Combine(projects, "p", "nothing.jsonl"), Path.Combine(projects, "no.jsonl"));
        var result = world.Import(AgentSource.Claude);
        (result.Events, result.Files, result.Rejected).ShouldBe((1, 1, 1));
        result.RejectedLines[0].Reason.ShouldBe("a link to nothing");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void WhatCannotBeReadIsNamed()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/a/a.jsonl", Good);
        var file = world.Write(".claude/projects/b/b.jsonl", Good);
        var folder = Path.GetDirectoryName(world.Write(".claude/projects/c/c.jsonl", Good))!;
        File.SetUnixFileMode(file, UnixFileMode.None);
        File.SetUnixFileMode(folder, UnixFileMode.None);
        try
        {
            var result = world.Import(AgentSource.Claude);
            // Permissions do not bind root, who reads all three.
            (result.Events, result.Rejected).ShouldBe((1, Environment.IsPrivilegedProcess ? 0 : 2));
            result.RejectedLines.ShouldAllBe(l => l.Reason == "cannot be read: no permission");
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [TestMethod]
    public void ABrokenStateCostsTimeAndNothingElse()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good, ClaudeImportTests.Row("m2", "r2"));
        var bytes = File.ReadAllBytes(world.StatePath);
        foreach (var length in new[] { 0, 3, 20, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(world.StatePath, bytes[..length]);
            world.Import(AgentSource.Claude).Events.ShouldBe(0);
        }

        File.WriteAllBytes(world.StatePath, [.. Enumerable.Repeat((byte)0xFF, 500)]);
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
    }

    [TestMethod]
    public void ARunThatEndedBeforeItCouldRememberIsMadeGood()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good);
        var before = File.ReadAllBytes(world.StatePath);
        world.Append(".claude/projects/-work-shop/s1.jsonl", ClaudeImportTests.Row("m1", "r1", output: 900) + "\n" + ClaudeImportTests.Row("m2", "r2") + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(2);
        File.WriteAllBytes(world.StatePath, before);
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Total().Output.ShouldBe(940);
    }

    [TestMethod]
    public void AfterTheStreamWasClearedAllIsImportedAgain()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good, ClaudeImportTests.Row("m2", "r2"));
        using (var store = world.Open()) store.Clear("llm-usage");
        world.Usage().ShouldBeEmpty();
        world.Import(AgentSource.Claude).Events.ShouldBe(2);
    }

    [TestMethod]
    public void EventsOfOthersInTheStreamChangeNothing()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good);
        using (var store = world.Open()) store.Append(world.Usage()[0] with { DedupKey = "client:1" });
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Append(".claude/projects/-work-shop/s1.jsonl", ClaudeImportTests.Row("m2", "r2") + "\n");
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
        world.Usage().Count.ShouldBe(3);
    }

    [TestMethod]
    public void WhatWasReadIsKeptWhenTheAgentDeletesItsLogs()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good);
        Directory.Delete(Path.Combine(world.Home, ".claude"), recursive: true);
        world.Import(AgentSource.Claude).Events.ShouldBe(0);
        world.Usage().Count.ShouldBe(1);
    }

    [TestMethod]
    public void AFileThatWasReplacedIsReadFromItsStart()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Claude, Good, ClaudeImportTests.Row("m2", "r2"));
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m7", "r7"), ClaudeImportTests.Row("m8", "r8"), ClaudeImportTests.Row("m9", "r9")).Events.ShouldBe(3);
        world.ImportLines(AgentSource.Claude, ClaudeImportTests.Row("m5", "r5")).Events.ShouldBe(1);
    }

    [TestMethod]
    public void AnUnknownAgentAndAMissingPathAreNamed()
    {
        using var world = new AgentWorld();
        Should.Throw<AnalyticsException>(() => world.Import("claud")).Id.ShouldBe(UsageDiagnostics.UnknownAgent);
        Should.Throw<AnalyticsException>(() => world.Import(AgentSource.Claude, "/no/such/folder")).Id.ShouldBe(AnalyticsDiagnostics.SourceNotFound);
    }

    [TestMethod]
    public void AStoreThatIsOffTakesNothing()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", Good);
        File.Delete(Path.Combine(world.StoreRoot, "enabled"));
        Should.Throw<AnalyticsException>(() => world.Import(AgentSource.Claude)).Id.ShouldBe(AnalyticsDiagnostics.StoreIsOff);
        Directory.GetFileSystemEntries(world.StoreRoot).ShouldBeEmpty();
    }

    [TestMethod]
    public void ImportsAtTheSameTimeAddEachRequestOnce()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", [.. Enumerable.Range(0, 200).Select(i => ClaudeImportTests.Row($"m{i}", $"r{i}"))]);
        var results = new ImportResult[4];
        Parallel.For(0, results.Length, i => results[i] = world.Import(AgentSource.Claude));
        results.Sum(r => r.Events).ShouldBe(200);
        world.Usage().Count.ShouldBe(200);
    }

    [TestMethod]
    public void ACancelledImportIsTakenUpAgain()
    {
        using var world = new AgentWorld();
        world.Write(".claude/projects/p/a.jsonl", Good);
        using var store = world.Open();
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => AgentLogImporter.Import(store, new AgentImportRequest(AgentSource.Claude, null, null, world.Environment), null, cancel.Token));
        world.Import(AgentSource.Claude).Events.ShouldBe(1);
    }
}
