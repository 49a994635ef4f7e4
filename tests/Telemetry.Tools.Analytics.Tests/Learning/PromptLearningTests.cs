namespace Telemetry.Tools.Analytics.Tests;

/// <summary>When a prompt gets a proposal, when it changes, and when it is resolved.</summary>
[TestClass]
public sealed class PromptLearningTests
{
    [TestMethod]
    public void MoreThanAFifthOfFailuresMakesAProposalAndAFifthDoesNot()
    {
        using var world = new LearningWorld();
        world.Record("over", runs: 100, failures: 21);
        world.Record("at", runs: 100, failures: 20);
        world.Record("fine", runs: 10, failures: 0);
        var result = world.Learn();
        result.Prompts.Select(prompt => prompt.PromptId).ShouldBe(["at", "fine", "over"]);
        result.Open.ShouldHaveSingleItem().Proposal.Prompt.PromptId.ShouldBe("over");
        world.Files.ShouldBe(["over-proposal.yaml"]);
    }

    [TestMethod]
    public void ThresholdMinimumRunsAndConfidenceAreChoices()
    {
        using var world = new LearningWorld();
        world.Record("many", runs: 100, failures: 30);
        world.Record("few", runs: 10, failures: 3);
        world.Record("one", runs: 1, failures: 1);
        Open(new LearningOptions()).ShouldBe(["few", "many", "one"]);
        Open(new LearningOptions { Threshold = 0.3 }).ShouldBe(["one"]);
        Open(new LearningOptions { MinRuns = 10 }).ShouldBe(["few", "many"]);

        // Lower ends at 95 %: 30 of 100 = 0.2189, 3 of 10 = 0.1078, 1 of 1 = 0.2065; at 98 %: 0.2081 and 0.1559.
        Open(new LearningOptions { Confidence = Confidence.Usual }).ShouldBe(["many", "one"]);
        Open(new LearningOptions { Confidence = Confidence.All.Single(known => known.Level == 0.98) }).ShouldBe(["many"]);

        IEnumerable<string> Open(LearningOptions options) => world.Learn(options).Open.Select(kept => kept.Proposal.Prompt.PromptId).Order(StringComparer.Ordinal);
    }

    [TestMethod]
    public void AFindingSaysHowOftenAndWhatToDo()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 6, failures: 0);
        world.Fail("p", "429 Too Many Requests", at: 100);
        world.Fail("p", "Timed out after 10 s", at: 200);
        world.Fail("p", "timed out after 25 s", at: 300);
        var finding = world.Learn().Findings.ShouldHaveSingleItem();
        finding.ShouldBe(new Finding(
            "prompt_failure_rate", "low", "prompt-runs", "p", LearningWorld.Start.AddMinutes(100), LearningWorld.Start.AddMinutes(300), 3,
            "3 of 9 runs failed (33.3 %), most of them by timeout (2).", "raise_timeout_or_stream"));
    }

    [TestMethod]
    [DataRow(10, 3, "low")]
    [DataRow(100, 40, "medium")]
    [DataRow(100, 90, "high")]
    public void SeverityGrowsWithCertainty(int runs, int failures, string severity)
    {
        using var world = new LearningWorld();
        world.Record("p", runs, failures);
        world.Learn().Findings.Single().Severity.ShouldBe(severity);
    }

    [TestMethod]
    public void TheSameDataLeavesTheFileAsItIs()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 5);
        world.Learn().Open.Single().State.ShouldBe(ProposalState.Created);
        var (text, time) = (world.Text("p"), world.LongAgo("p"));
        var again = world.Learn().Open.Single();
        again.State.ShouldBe(ProposalState.Unchanged);
        again.Changes.ShouldBeEmpty();
        (world.Text("p"), world.Time("p")).ShouldBe((text, time));
    }

    [TestMethod]
    public void NewEvidenceIsComparedWithTheLastProposal()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 5, version: "1", error: "429");
        world.Learn();
        world.Record("p", runs: 10, failures: 7, version: "2", error: "Timed out", from: 20);
        var kept = world.Learn().Open.Single();
        kept.State.ShouldBe(ProposalState.Updated);
        kept.Changes.ShouldBe(
        [
            new("runs", "10", "20"), new("failures", "5", "12"), new("failure_rate", "0.5", "0.6"),
            new("error: timed out", null, "7"), new("version: 2", null, "0.7"),
        ]);
        var text = world.Text("p");
        text.ShouldContain("changes:\n- what: \"runs\"\n  before: 10\n  after: 20\n");
        text.ShouldContain("- what: \"error: timed out\"\n  before: null\n  after: 7\n");
        world.Learn().Open.Single().State.ShouldBe(ProposalState.Unchanged);
        world.Text("p").ShouldBe(text);
    }

    [TestMethod]
    public void AProposalWhosePromptRecoveredIsResolvedAndMayOpenAgain()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 5);
        world.Learn();
        world.Record("p", runs: 40, failures: 0, from: 20);
        var recovered = world.Learn();
        recovered.Findings.ShouldBeEmpty();
        recovered.Resolved.Single().State.ShouldBe(ProposalState.Resolved);
        world.Text("p").ShouldContain("status: resolved\n");
        world.Text("p").ShouldContain("- what: \"status\"\n  before: open\n  after: resolved\n");
        world.Learn().Resolved.Single().State.ShouldBe(ProposalState.Unchanged);

        world.Record("p", runs: 50, failures: 50, from: 100);
        world.Learn().Open.Single().Changes[0].ShouldBe(new ProposalChange("status", "resolved", "open"));
    }

    [TestMethod]
    public void VersionsAndModelsThatClearlyDifferAreNamed()
    {
        using var world = new LearningWorld();
        world.Record("worse", runs: 50, failures: 2, version: "1", model: "a");
        world.Record("worse", runs: 50, failures: 40, version: "2", model: "b", from: 100);
        world.Record("better", runs: 50, failures: 40, version: "1");
        world.Record("better", runs: 50, failures: 2, version: "2", from: 100);
        world.Record("equal", runs: 10, failures: 3, version: "1");
        world.Record("equal", runs: 10, failures: 4, version: "2", from: 100);
        var actions = world.Learn().Open.ToDictionary(kept => kept.Proposal.Prompt.PromptId, kept => kept.Proposal.Actions);
        actions["worse"].Select(action => action.Id).ShouldBe(["go_back_to_version", "prefer_model", "read_the_errors"]);
        actions["worse"][0].Text.ShouldBe("Version 2 fails more often than 1 (80 % of 50 against 4 % of 50): go back, or find what changed.");
        actions["better"].Select(action => action.Id).ShouldBe(["retire_old_version", "read_the_errors"]);
        actions["equal"].Select(action => action.Id).ShouldBe(["read_the_errors"]);
    }

    [TestMethod]
    public void ACallThatFailedWithoutNamingItsModelIsNoWorseModel()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 40, failures: 0);
        world.Store.Append(Enumerable.Range(0, 20).Select(at => LearningWorld.Run("p", at, "429") with { Model = null, Version = null }));
        var proposal = world.Learn().Open.Single().Proposal;
        proposal.Actions.Select(action => action.Id).ShouldBe(["retry_with_backoff"]);
        proposal.Prompt.Models.Single().Value.Runs.ShouldBe(40);
        proposal.Prompt.Versions.Single().Value.Runs.ShouldBe(40);
    }

    [TestMethod]
    public void WhereRecordingIsOffThereAreFindingsAndNoFiles()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 5);
        using var off = EventStore.Open(new StoreLocation(world.Root, false, "test"));
        var kept = PromptLearning.Run(off, new LearningOptions()).Open.ShouldHaveSingleItem();
        kept.File.ShouldBeNull();
        world.Files.ShouldBeEmpty();
    }

    [TestMethod]
    public void AnEmptyStoreHasNothingToSayAndMakesNothing()
    {
        using var world = new LearningWorld();
        world.Learn().Prompts.ShouldBeEmpty();
        Directory.Exists(Path.Combine(world.Root, "prompt-runs")).ShouldBeFalse();
    }

    [TestMethod]
    public void OnlyThePeriodCounts()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 10);
        world.Record("p", runs: 10, failures: 0, from: 100);
        world.Learn(new LearningOptions { Since = LearningWorld.Start.AddMinutes(100) }).Open.ShouldBeEmpty();
        world.Learn(new LearningOptions { Until = LearningWorld.Start.AddMinutes(100) }).Open.Single().Proposal.Prompt.All.Runs.ShouldBe(10);
    }

    [TestMethod]
    public void ErrorsThatNeverRepeatAreAddedUp()
    {
        using var world = new LearningWorld();
        world.Store.Append(Enumerable.Range(0, 3000).Select(at => LearningWorld.Run("p", at, $"strange {Word(at)}")));
        var prompt = world.Learn().Prompts.Single();
        prompt.Errors.Count().ShouldBe(1001);
        prompt.Errors.First().Count.ShouldBe(2000);
        world.Text("p").ShouldContain("more_errors: 976\n");

        static string Word(int at) => string.Concat(at.ToString().Select(digit => (char)('a' + (digit - '0'))));
    }

    [TestMethod]
    public void AFileThatIsNoProposalIsWrittenAnew()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 5);
        foreach (var rubbish in new[] { "", "{", "a: &a [*a]", new string('[', 100_000), "prompt_id: \"other\"\nstatus: resolved\n", "prompt_id: p\nevidence:\n  runs: \"1\\n2\"\n" })
        {
            world.Learn();
            File.WriteAllText(world.FileOf("p"), rubbish);
            world.Learn().Open.Single().State.ShouldNotBe(ProposalState.Unchanged);
            world.Text("p").ShouldContain("runs: 10\n");
        }
    }

    [TestMethod]
    public void AFolderThatIsALinkIsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        using var world = new LearningWorld();
        using var elsewhere = new TempFolder();
        world.Record("p", runs: 10, failures: 5);
        Directory.CreateSymbolicLink(Path.Combine(world.Root, "prompt-runs", "proposals"), elsewhere.Path);
        Should.Throw<StoreException>(() => world.Learn());
        Directory.GetFiles(elsewhere.Path).ShouldBeEmpty();
    }
}
