using System.Text.Json;

namespace Telemetry.Tools.Tests;

/// <summary>Recording a run of a prompt from its start to its end.</summary>
[TestClass]
public sealed class PromptRunTests
{
    private const string Secret = "Summarise the merger of Alpha and Beta.";

    // By sha256sum, not by the code under test.
    private const string DigestOfHello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    [TestMethod]
    public void ACompletedRunIsOneLineWithEveryField()
    {
        using var world = new TemporaryStore();
        using var store = world.Open();
        var clock = new HandClock();

        using (var run = PromptRun.Start(store, "codegen-v1", "hello", "gpt-4.1", "1.0.0", "alice", "admin", PromptRunChannel.Cli, clock))
        {
            clock.Advance(TimeSpan.FromMilliseconds(1842.4));
            run.Complete("hello");
        }

        world.TextOf("prompt-runs", "prompt-runs.jsonl").ShouldBe(
            $$"""{"ts":"2026-02-18T07:00:00.000Z","prompt_id":"codegen-v1","version":"1.0.0","user":"alice","role":"admin","model":"gpt-4.1","channel":"cli","input_hash":"{{DigestOfHello}}","output_hash":"{{DigestOfHello}}","success":true,"latency_ms":1842,"error":null}"""
            + "\n");
    }

    [TestMethod]
    public void WhatIsNotNamedIsNullAndTheUserAnonymous()
    {
        var run = OneRun(started => started.Complete());
        (run.User, run.Version, run.Role, run.Model, run.Channel).ShouldBe(("anonymous", null, null, null, PromptRunChannel.Api));
        run.InputHash.ShouldBeNull();
        run.OutputHash.ShouldBeNull();
        run.Success.ShouldBeTrue();
    }

    [TestMethod]
    public void AFailureKeepsTheFirstLineMasked()
    {
        var run = OneRun(started => started.Fail(new InvalidOperationException("no file /home/alice/a.txt\nStack: secret")));
        (run.Success, run.Error).ShouldBe((false, "no file <path>"));
        OneRun(started => started.Fail("token=abc123 is wrong")).Error.ShouldBe("token=<token> is wrong");
        OneRun(started => started.Fail("")).Error.ShouldBe("unknown error");
    }

    [TestMethod]
    public void ARunThatIsOnlyDisposedHasFailed()
    {
        var run = OneRun(_ => { });
        (run.Success, run.Error, run.OutputHash).ShouldBe((false, "not completed", null));
    }

    [TestMethod]
    public void TheFirstEndCounts()
    {
        var run = OneRun(started =>
        {
            started.IsRecording.ShouldBeTrue();
            started.Complete("a");
            started.IsRecording.ShouldBeFalse();
            started.Fail("too late");
            started.Complete("b");
        });
        (run.Success, run.Error).ShouldBe((true, null));
        run.OutputHash.ShouldBe(Sha256.Of("a"));
    }

    [TestMethod]
    public void ManyThreadsThatEndARunLeaveOneLine()
    {
        using var world = new TemporaryStore();
        using var store = world.Open();
        for (var round = 0; round < 50; round++)
        {
            var run = PromptRun.Start(store, "race");
            Parallel.For(0, 4, at => run.Complete(at.ToString()));
        }

        store.Read<PromptRun>().Count().ShouldBe(50);
    }

    [TestMethod]
    public void TheModelMayComeWithTheAnswer()
    {
        OneRun(started =>
        {
            started.Model.ShouldBeNull();
            started.Model = "gpt-4.1-2026-01-01";
            started.Complete();
        }).Model.ShouldBe("gpt-4.1-2026-01-01");
    }

    [TestMethod]
    public void InputAndOutputNeverReachTheDisk()
    {
        using var world = new TemporaryStore();
        using (var store = world.Open())
        {
            using var run = PromptRun.Start(store, "p", Secret);
            run.Complete(Secret + " Done.");
        }

        foreach (var file in Directory.GetFiles(world.Root, "*", SearchOption.AllDirectories)) File.ReadAllText(file).ShouldNotContain("merger");
        world.TextOf("prompt-runs", "prompt-runs.jsonl").ShouldContain(Sha256.Of(Secret).ToString());
    }

    [TestMethod]
    public void WhereTelemetryIsOffNothingHappens()
    {
        using var world = new TemporaryStore();
        using var store = world.OpenAsIs();
        using var run = PromptRun.Start(store, "p", Secret);
        run.Model = "x";
        run.Complete("y");
        run.IsRecording.ShouldBeFalse();
        run.Model.ShouldBeNull();
        PromptRun.Start(null, "p").ShouldBeSameAs(run);
        Directory.Exists(world.Root).ShouldBeFalse();
    }

    [TestMethod]
    public void NothingThatTheHostGivesIsThrownBack()
    {
        using var world = new TemporaryStore();
        using var store = world.Open();
        using (var run = PromptRun.Start(store, null!, "\ud800")) run.Fail((Exception)null!);
        using (var run = PromptRun.Start(store, "", clock: new BrokenClock())) run.Complete();
        using (var run = PromptRun.Start(store, "throws")) run.Fail(new Throwing());
        var closed = PromptRun.Start(store, "closed");
        store.Dispose();
        closed.Complete();

        using var again = world.Open();
        again.Read<PromptRun>().Select(run => (run.PromptId, run.Error)).ShouldBe([("unnamed", "unknown error"), ("throws", "unknown error")]);
    }

    [TestMethod]
    public void AnIdFromOutsideIsOneLineWhateverItHolds()
    {
        using var world = new TemporaryStore();
        using var store = world.Open();
        PromptRun.Start(store, "a\n{\"b\":\"\u0000\u202e").Complete();
        store.Read<PromptRun>().ShouldHaveSingleItem().PromptId.ShouldBe("a\n{\"b\":\"\u0000\u202e");
        JsonDocument.Parse(world.TextOf("prompt-runs", "prompt-runs.jsonl")).RootElement.GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [TestMethod]
    [DataRow("""{"prompt_id":"a","success":true,"latency_ms":5,"ts":"2026-02-18T07:00:00.000Z"}""")]
    [DataRow("""{"ts":"2026-02-18T07:00:00.000Z","prompt_id":"a","version":null,"user":null,"role":null,"model":null,"channel":null,"input_hash":null,"output_hash":null,"success":true,"latency_ms":5,"error":null}""")]
    public void ALineNeedsTimePromptOutcomeAndLatencyInAnyOrder(string line)
    {
        PromptRun.ReadJson(System.Text.Encoding.UTF8.GetBytes(line), out var run, out _).ShouldBe(ReadStatus.Event);
        (run!.PromptId, run.LatencyMs, run.Model, run.Channel).ShouldBe(("a", 5, null, null));
    }

    private static PromptRun OneRun(Action<RunningPrompt> act)
    {
        using var world = new TemporaryStore();
        using var store = world.Open();
        using (var run = PromptRun.Start(store, "p")) act(run);
        return store.Read<PromptRun>().ShouldHaveSingleItem();
    }

    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 2, 18, 7, 0, 0, TimeSpan.Zero) + _passed;

        public override long GetTimestamp() => _passed.Ticks;

        public void Advance(TimeSpan by) => _passed += by;
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("no time");
    }

    private sealed class Throwing : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");
    }
}
