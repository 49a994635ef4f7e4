namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class CodexImportTests
{
    private const string Folder = ".codex/sessions/2026/05/01/";

    // UUIDv7 times: parent 12:00:00, child 12:10:00 of 2026-05-01.
    private static readonly string ParentId = Uuid7(0);
    private static readonly string ChildId = Uuid7(600);

    [TestMethod]
    public void TotalsRunOnAndDifferencesCount()
    {
        using var world = new AgentWorld();
        var result = world.ImportLines(AgentSource.Codex, Head("s"), Turn(1), Count(2, 1000, 600, 50, 10), Count(3, 1000, 600, 50, 10), Count(9, 2500, 1600, 90, 20));
        (result.Events, result.Duplicates).ShouldBe((2, 1));
        world.Total().ShouldBe(new TokenCounts(900, 1600, 0, 0, 0, 90, 20));
        var usage = world.Usage()[0];
        (usage.Model, usage.ModelInferred, usage.Provider, usage.SessionId, usage.Project, usage.Branch).ShouldBe(("gpt-5.4", false, "openai", "s", "shop", "main"));
    }

    [TestMethod]
    public void ACountThatBeginsAnewIsANewOne()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("s"), Count(1, 100_000, 0, 100, 0), Count(2, 0, 0, 0, 0), Count(3, 900, 700, 60, 20));
        world.Total().ShouldBe(new TokenCounts(100_200, 700, 0, 0, 0, 160, 20));
    }

    [TestMethod]
    public void AfterCompactionTheLastRequestCounts()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("s"), Count(1, 100_000, 0, 1_000, 0, last: (100_000, 0, 1_000, 0)), Count(2, 5_000, 0, 50, 0, last: (2_000, 0, 20, 0)), Count(3, 6_000, 0, 60, 0, last: (1_000, 0, 10, 0)));
        world.Total().ShouldBe(new TokenCounts(103_000, 0, 0, 0, 0, 1_030));
    }

    [TestMethod]
    public void ASnapshotThatComesLateIsPassedOver()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Codex,
            Head("s"),
            Count(1, 90_000, 0, 900, 0, last: (90_000, 0, 900, 0)),
            Count(2, 100_000, 0, 1_000, 0, last: (10_000, 0, 100, 0)),
            Count(3, 99_500, 0, 1_000, 0, last: (100, 0, 1, 0)),
            Count(4, 90_000, 0, 900, 0, last: (90_000, 0, 900, 0)),
            Count(5, 101_000, 0, 1_010, 0, last: (1_000, 0, 10, 0)));
        world.Total().ShouldBe(new TokenCounts(101_000, 0, 0, 0, 0, 1_010));
    }

    [TestMethod]
    public void ASnapshotWithoutInfoSaysNothing()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("s"), $$$$"""{"timestamp":"{{{{AgentWorld.Time(1)}}}}","type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":{}}}""", Count(2, 10, 0, 1, 0));
        world.Usage().Count.ShouldBe(1);
    }

    [TestMethod]
    public void TwoIndependentEqualSessionsAreBothCounted()
    {
        using var world = new AgentWorld();
        string[] body = [Turn(1), Count(2, 1000, 600, 50, 10), Count(3, 2000, 1400, 90, 20)];
        world.Write(Folder + "rollout-a.jsonl", [Head("a"), .. body]);
        world.Write(Folder + "rollout-b.jsonl", [Head("b"), .. body]);
        world.Import(AgentSource.Codex).Events.ShouldBe(4);
    }

    [TestMethod]
    public void AForkStartsBehindItsParentsHistoryHoweverLongTheCopyTook()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Turn(1), Count(20, 1000, 600, 50, 10), Turn(30), Count(50, 2000, 1400, 90, 20));
        world.Write(
            Folder + "rollout-c.jsonl",
            Head("c", 100, fork: "p"), Head("p", 100), Turn(101), Count(103, 1000, 600, 50, 10), Turn(105), Count(107.5, 2000, 1400, 90, 20),
            Turn(110), Count(111, 2600, 1800, 130, 25));
        world.Import(AgentSource.Codex).Events.ShouldBe(3);
        var child = world.Usage().Single(u => u.SessionId == "c");
        (child.InputTokens, child.CacheReadTokens, child.OutputTokens, child.ParentSessionId).ShouldBe((200, 400, 40, "p"));
        world.Total().Total.ShouldBe(2600 + 130);
    }

    [TestMethod]
    public void TheParentGoingOnAfterTheForkIsNotTheForksHistory()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Turn(1), Count(20, 1000, 0, 50, 0), Turn(300), Count(320, 2000, 0, 90, 0));
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, fork: "p"), Count(100.1, 1000, 0, 50, 0), Turn(110), Count(111, 2000, 0, 90, 0));
        world.Import(AgentSource.Codex).Events.ShouldBe(3);
        world.Usage().Count(u => u.SessionId == "c").ShouldBe(1);
    }

    [TestMethod]
    public void LiveWorkInTheSecondOfTheCopyCounts()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Count(20, 1000, 0, 50, 0));
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, fork: "p"), Count(100.1, 1000, 0, 50, 0), Count(100.9, 1500, 0, 70, 0));
        world.Import(AgentSource.Codex);
        world.Usage().Single(u => u.SessionId == "c").InputTokens.ShouldBe(500);
    }

    [TestMethod]
    public void AForkOfAForkCountsItsOwnOnly()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-1.jsonl", Head("p"), Count(10, 1000, 0, 10, 0));
        world.Write(Folder + "rollout-2.jsonl", Head("c", 100, fork: "p"), Count(100.1, 1000, 0, 10, 0), Turn(101), Count(110, 3000, 0, 30, 0));
        world.Write(Folder + "rollout-3.jsonl", Head("g", 200, fork: "c"), Count(200.1, 1000, 0, 10, 0), Count(201.5, 3000, 0, 30, 0), Turn(210), Count(220, 7000, 0, 70, 0));
        world.Import(AgentSource.Codex);
        world.Usage().ToDictionary(u => u.SessionId!, u => u.InputTokens).ShouldBe(new Dictionary<string, long> { ["p"] = 1000, ["c"] = 2000, ["g"] = 4000 });
    }

    [TestMethod]
    public void HistoryUnderItsOwnTimesIsOlderThanTheFork()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("c", 1000, spawned: "gone"), Count(20, 1000, 0, 50, 0), Count(900, 2000, 0, 90, 0), Count(1010, 2500, 0, 100, 0));
        world.Usage().ShouldHaveSingleItem().InputTokens.ShouldBe(500);
    }

    [TestMethod]
    public void HistoryUnderItsOwnTimesEndsWithTheFirstTurnBehindIt()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("c", 1000, spawned: "gone"), Count(999.9, 1000, 0, 50, 0), Count(1000.5, 2000, 0, 90, 0), Turn(1001), Count(1010, 2500, 0, 100, 0));
        world.Usage().ShouldHaveSingleItem().InputTokens.ShouldBe(500);
    }

    [TestMethod]
    public void AParentThatNoLongerHoldsTheHistoryIsNoEvidence()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Count(20, 70, 0, 5, 0));
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, fork: "p"), Head("p", 100), Count(100.1, 1000, 0, 50, 0), Count(101, 2000, 0, 90, 0), Turn(110), Count(120, 2600, 0, 99, 0));
        world.Import(AgentSource.Codex);
        world.Usage().Single(u => u.SessionId == "c").InputTokens.ShouldBe(600);
    }

    [TestMethod]
    public void LogsThatDoNotSayWhoseTheyAreShareRowsOfTheSameMoment()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "parent.jsonl", Turn(0), Count(60, 1000, 100, 200, 20));
        world.Write(Folder + "branch.jsonl", Turn(0), Count(60, 1000, 100, 200, 20), Count(120, 1600, 300, 450, 40));
        world.Import(AgentSource.Codex).Events.ShouldBe(2);
        world.Total().ShouldBe(new TokenCounts(1300, 300, 0, 0, 0, 450, 40));
    }

    [TestMethod]
    public void WithoutAParentSiblingsTellTheHistory()
    {
        using var world = new AgentWorld();
        string[] history = [Count(100.1, 1000, 0, 10, 0), Count(102, 2000, 0, 20, 0)];
        world.Write(Folder + "rollout-1.jsonl", [Head("a", 100, fork: "gone"), .. history, Count(104, 2300, 0, 30, 0)]);
        world.Write(Folder + "rollout-2.jsonl", [Head("b", 100, fork: "gone"), .. history, Turn(103), Count(104, 2500, 0, 30, 0)]);
        world.Import(AgentSource.Codex);
        world.Usage().Where(u => u.SessionId == "b").Sum(u => u.InputTokens).ShouldBe(500);
        world.Usage().Where(u => u.SessionId == "a").Sum(u => u.InputTokens).ShouldBe(300);
    }

    [TestMethod]
    [DataRow("2026-05-02", "gpt-5.5")]
    [DataRow("2026-04-22", "gpt-5.4")]
    [DataRow("2025-12-11", "gpt-5.2-codex")]
    [DataRow("2025-08-08", "gpt-5")]
    public void TheModelOfAutomaticReviewsIsThatOfTheDay(string day, string model)
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("s").Replace("gpt-5.4", "codex-auto-review", StringComparison.Ordinal), Count(2, 1000, 0, 50, 0).Replace("2026-05-01", day, StringComparison.Ordinal));
        var usage = world.Usage().ShouldHaveSingleItem();
        (usage.Model, usage.ModelInferred).ShouldBe((model, true));
        usage.CostUsd.ShouldNotBeNull();
    }

    [TestMethod]
    public void ALoneForksOwnWorkBeginsWithItsFirstTurnBehindTheHistory()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Codex,
            Head("c", 100, fork: "gone"), Head("gone", 100), Count(100.1, 1000, 0, 10, 0), Count(102, 2000, 0, 20, 0), Count(104, 3000, 0, 30, 0),
            Started(105), Turn(105), Count(105.4, 3500, 0, 40, 0), Started(120), Turn(120), Count(130, 4000, 0, 50, 0));
        world.Total().ShouldBe(new TokenCounts(1000, 0, 0, 0, 0, 20));
    }

    [TestMethod]
    public void TurnsInsideTheHistoryAreToldByTheirPace()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Codex,
            Head("c", 100, fork: "gone"), Head("gone", 100), Turn(100.1), Count(100.2, 1000, 0, 10, 0), Turn(100.3), Count(100.4, 2000, 0, 20, 0), Turn(100.5), Count(108, 2600, 0, 30, 0));
        world.Total().ShouldBe(new TokenCounts(600, 0, 0, 0, 0, 10));
    }

    [TestMethod]
    public void TurnIdsTellWhoseTurnItIs()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Codex,
            Head(ChildId, 600, fork: ParentId), Head(ParentId, 600), Turn(601, Uuid7(5)), Count(605, 1000, 0, 10, 0), Turn(609, Uuid7(60)), Count(615, 2000, 0, 20, 0),
            Turn(620, Uuid7(620)), Count(620.5, 2400, 0, 25, 0));
        world.Total().ShouldBe(new TokenCounts(400, 0, 0, 0, 0, 5));
    }

    [TestMethod]
    public void ASpawnedAgentWithoutHistoryCountsInFull()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Turn(1), Count(20, 1000, 0, 50, 0));
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, spawned: "p"), Started(101), Turn(101), Count(105, 1000, 0, 50, 0), Count(110, 1900, 0, 70, 0));
        world.Write(Folder + "rollout-d.jsonl", Head("d", 100, spawned: "gone"), Started(101), Turn(101), Count(105, 1000, 0, 50, 0));
        world.Write(Folder + "rollout-e.jsonl", Head("e", 100, spawned: "gone"), Started(101), Turn(101), Count(105, 1000, 0, 50, 0));
        world.Import(AgentSource.Codex);
        world.Total().Input.ShouldBe(1000 + 1900 + 1000 + 1000);
        var child = world.Usage().First(u => u.SessionId == "c");
        (child.IsSubagent, child.AgentType, child.ParentSessionId).ShouldBe((true, "worker", "p"));
    }

    [TestMethod]
    public void AnEmptyForkCountsNothingUntilItWorks()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Turn(1), Count(20, 1000, 0, 50, 0));
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, fork: "p"), Count(100.1, 1000, 0, 50, 0));
        world.Import(AgentSource.Codex).Events.ShouldBe(1);
        world.Append(Folder + "rollout-c.jsonl", Turn(200) + "\n" + Count(210, 1700, 0, 60, 0) + "\n");
        world.Import(AgentSource.Codex).Events.ShouldBe(1);
        world.Append(Folder + "rollout-c.jsonl", Count(220, 1900, 0, 70, 0) + "\n");
        world.Import(AgentSource.Codex).Events.ShouldBe(1);
        world.Total().ShouldBe(new TokenCounts(1900, 0, 0, 0, 0, 70));
    }

    [TestMethod]
    public void AParentThatIsFoundLaterTellsWhereAForkBegins()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-c.jsonl", Head("c", 100, fork: "p"), Count(100.1, 1000, 0, 50, 0), Count(101.2, 2000, 0, 90, 0), Count(101.9, 2300, 0, 95, 0));
        world.Import(AgentSource.Codex).Events.ShouldBe(0);
        world.Write(Folder + "rollout-p.jsonl", Head("p"), Turn(1), Count(20, 1000, 0, 50, 0), Count(40, 2000, 0, 90, 0));
        world.Import(AgentSource.Codex).Events.ShouldBe(3);
        world.Usage().Where(u => u.SessionId == "c").ShouldHaveSingleItem().InputTokens.ShouldBe(300);
        world.Import(AgentSource.Codex).Events.ShouldBe(0);
    }

    [TestMethod]
    public void AnImportGoesOnWhereTheLastOneStopped()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Head("s"), Turn(1), Count(2, 1000, 600, 50, 10));
        world.Append(".codex/sessions/2026/05/01/rollout-s1.jsonl", Count(3, 1000, 600, 50, 10) + "\n" + Count(9, 2500, 1600, 90, 20) + "\n");
        var result = world.Import(AgentSource.Codex);
        (result.Events, result.Lines).ShouldBe((1, 2));
        var last = world.Usage()[^1];
        (last.InputTokens, last.Model, last.Project).ShouldBe((500, "gpt-5.4", "shop"));
        File.Delete(world.StatePath);
        world.Import(AgentSource.Codex).Events.ShouldBe(0);
    }

    [TestMethod]
    public void AnArchivedCopyGivesWayToTheActiveLog()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-s.jsonl", Head("s"), Count(2, 1000, 0, 50, 0));
        world.Write(".codex/archived_sessions/rollout-s.jsonl", Head("s"), Count(2, 1000, 0, 50, 0));
        world.Import(AgentSource.Codex).Files.ShouldBe(1);
        File.Delete(Path.Combine(world.Home, Folder, "rollout-s.jsonl"));
        world.Import(AgentSource.Codex).Events.ShouldBe(0);
        world.Usage().Count.ShouldBe(1);
    }

    [TestMethod]
    public void AModelThatIsMissingIsInferredAndFlagged()
    {
        using var world = new AgentWorld();
        world.Write(Folder + "rollout-a.jsonl", HeadWithoutModel("a"), Count(2, 1000, 0, 50, 0));
        world.Write(Folder + "rollout-b.jsonl", HeadWithoutModel("b"), Count(2, 1000, 0, 50, 0), Turn(3));
        world.Import(AgentSource.Codex);
        world.Usage().Select(u => (u.SessionId, u.Model, u.ModelInferred)).ShouldBe([("a", "gpt-5", true), ("b", "gpt-5.4", true)], ignoreOrder: true);
    }

    [TestMethod]
    public void OutputOfExecIsRead()
    {
        using var world = new AgentWorld();
        world.ImportLines(
            AgentSource.Codex,
            """{"type":"thread.started","thread_id":"t1"}""",
            """{"type":"turn.completed","usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":5}}""",
            """{"type":"turn.completed","usage":{"input_tokens":250,"cached_input_tokens":40,"output_tokens":9}}""",
            """{"type":"thread.started","thread_id":"t2"}""",
            """{"type":"turn.completed","usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":5}}""");
        world.Total().ShouldBe(new TokenCounts(270, 80, 0, 0, 0, 14));
        world.Usage().ShouldAllBe(u => u.TimestampApproximated == true);
        world.Usage().Select(u => u.SessionId).Distinct().ShouldBe(["t1", "t2"], ignoreOrder: true);
    }

    [TestMethod]
    public void TimesMayBeNumbers()
    {
        using var world = new AgentWorld();
        world.ImportLines(AgentSource.Codex, Count(1, 10, 0, 1, 0).Replace($"\"{AgentWorld.Time(1)}\"", "1777636801000", StringComparison.Ordinal));
        world.Usage().ShouldHaveSingleItem().Timestamp.ShouldBe(DateTimeOffset.Parse(AgentWorld.Time(1), System.Globalization.CultureInfo.InvariantCulture));
    }

    internal static string Head(string id, double at = 0, string? fork = null, string? spawned = null)
    {
        var forked = fork is null ? "" : $"\"forked_from_id\":\"{fork}\",";
        var source = spawned is null ? "\"vscode\"" : $$$$$"""{"subagent":{"thread_spawn":{"parent_thread_id":"{{{{{spawned}}}}}","depth":1,"agent_role":"worker"}}}""";
        return $$$"""{"timestamp":"{{{AgentWorld.Time(at)}}}","type":"session_meta","payload":{"id":"{{{id}}}","timestamp":"{{{AgentWorld.Time(at)}}}",{{{forked}}}"cwd":"/src/shop","model":"gpt-5.4","git":{"branch":"main"},"source":{{{source}}}}}""";
    }

    internal static string Count(double at, long input, long cached, long output, long reasoning, (long Input, long Cached, long Output, long Reasoning)? last = null)
    {
        var lastUsage = last is { } l ? $",\"last_token_usage\":{Usage(l.Input, l.Cached, l.Output, l.Reasoning)}" : "";
        return $$$$$"""{"timestamp":"{{{{{AgentWorld.Time(at)}}}}}","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{{{{{Usage(input, cached, output, reasoning)}}}}}{{{{{lastUsage}}}}}}}}""";
    }

    private static string HeadWithoutModel(string id) => Head(id).Replace("\"model\":\"gpt-5.4\",", "", StringComparison.Ordinal);

    private static string Turn(double at, string? id = null) =>
        $$$"""{"timestamp":"{{{AgentWorld.Time(at)}}}","type":"turn_context","payload":{{{{(id is null ? "" : $"\"turn_id\":\"{id}\",")}}}"cwd":"/src/shop","model":"gpt-5.4"}}""";

    private static string Started(double at) => $$$"""{"timestamp":"{{{AgentWorld.Time(at)}}}","type":"event_msg","payload":{"type":"task_started"}}""";

    private static string Usage(long input, long cached, long output, long reasoning) =>
        $$"""{"input_tokens":{{input}},"cached_input_tokens":{{cached}},"output_tokens":{{output}},"reasoning_output_tokens":{{reasoning}},"total_tokens":{{input + output}}}""";

    private static string Uuid7(double at)
    {
        var time = DateTimeOffset.Parse(AgentWorld.Time(at), System.Globalization.CultureInfo.InvariantCulture);
        return Guid.CreateVersion7(time).ToString("D");
    }
}
