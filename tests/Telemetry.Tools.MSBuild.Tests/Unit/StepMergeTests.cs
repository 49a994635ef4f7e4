namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class StepMergeTests
{
    private static BuildSpan Run(string target, int start, int end, int exitCode = 0, string? domain = null) =>
        new(target, domain, Events.Zero.AddSeconds(start), Events.Zero.AddSeconds(end), exitCode);

    [TestMethod]
    public void AStepInsideARunOfItsNameIsThatRun()
    {
        var merged = StepMerge.Of([Run("Apply", 0, 10, 7)], [Run("apply", 2, 9, 7, "web")]);
        merged.ShouldBe([Run("Apply", 0, 10, 7, "web")]);
    }

    [TestMethod]
    public void AStepOfAnotherNameOrTimeIsARunOfItsOwn()
    {
        var merged = StepMerge.Of([Run("Apply", 0, 10)], [Run("deploy", 2, 9), Run("apply", 12, 13)]);
        merged.Select(run => run.Target).ShouldBe(["Apply", "deploy", "apply"]);
    }

    [TestMethod]
    public void NotesOfStepsComeBackInPairs()
    {
        var notes = new StepNotes(Path.Combine(Path.GetTempPath(), $"telemetry-test-{Guid.NewGuid():N}"));
        notes.TakeAll(Events.Zero, 1).ShouldBeEmpty();
        notes.Start("p1", "apply", "web", Events.Zero);
        notes.Start("p2", "apply", null, Events.Zero.AddSeconds(1));
        notes.Stop("p1", "apply", 3, Events.Zero.AddSeconds(2));
        notes.TakeAll(Events.Zero.AddSeconds(9), 130).ShouldBe([Run("apply", 0, 2, 3, "web"), Run("apply", 1, 9, 130)]);
        File.Exists(notes.Path).ShouldBeFalse();
    }
}
