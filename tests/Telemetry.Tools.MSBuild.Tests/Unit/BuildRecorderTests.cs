using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class BuildRecorderTests : IDisposable
{
    private readonly Events _events = new();

    public void Dispose() => _events.Dispose();

    [TestMethod]
    public void AnEntryLastsAsLongAsItsRequest()
    {
        _events.Project(0, 1, "Build");
        _events.Target(400, 1, 5, "Build");
        _events.TargetEnd(400, 1, 5, "Build");
        _events.ProjectEnd(450, 1, true);
        _events.Finish(500).ShouldBe(["Build 0-450 =0"]);
    }

    [TestMethod]
    public void WithoutANameTheDefaultTargetIsTheEntry()
    {
        _events.Project(0, 1, "");
        _events.Target(5, 1, 4, "_CheckSomething");
        _events.Target(10, 1, 5, "Build");
        _events.ProjectEnd(20, 1, true);
        _events.Finish(30).ShouldBe(["Build 0-20 =0"]);
    }

    [TestMethod]
    public void SeveralTargetsOfARequestFollowEachOther()
    {
        _events.Project(0, 1, "Clean;Sync;Build");
        _events.Target(10, 1, 1, "Clean");
        _events.TargetEnd(20, 1, 1, "Clean");
        _events.Target(30, 1, 2, "Sync");
        _events.TargetEnd(50, 1, 2, "Sync");
        _events.Target(90, 1, 3, "Build");
        _events.TargetEnd(90, 1, 3, "Build");
        _events.ProjectEnd(95, 1, true);
        _events.Finish(99).ShouldBe(["Clean 0-20 =0", "Sync 20-50 =0", "Build 50-95 =0"]);
    }

    [TestMethod]
    public void AnEntryThatAnotherOneRanFirstKeepsItsOwnTime()
    {
        _events.Project(0, 1, "Apply;Sync");
        _events.Target(10, 1, 1, "Sync", parent: "Apply", reason: TargetBuiltReason.DependsOn);
        _events.TargetEnd(20, 1, 1, "Sync");
        _events.Target(20, 1, 2, "Apply");
        _events.TargetEnd(60, 1, 2, "Apply");
        _events.ProjectEnd(60, 1, true);
        _events.Finish(99).ShouldBe(["Apply 0-60 =0", "Sync 10-20 =0"]);
    }

    [TestMethod]
    public void AnEntryThatADependencyStoppedHasFailed()
    {
        _events.Project(0, 1, "Apply;Publish");
        _events.Target(10, 1, 1, "Sync", parent: "Apply", reason: TargetBuiltReason.DependsOn);
        _events.Error(20, 1, "MSB3073", "The command \"exit 7\" exited with code 7.");
        _events.TargetEnd(30, 1, 1, "Sync", succeeded: false);
        _events.ProjectEnd(40, 1, false);
        _events.Finish(50).ShouldBe(["Apply 0-40 =7"]);
    }

    [TestMethod]
    public void AFailureBelongsToTheEntryThatItsParentsLeadTo()
    {
        _events.Project(0, 1, "Skipped;Build;Publish");
        _events.Target(10, 1, 1, "Compile", parent: "Build", reason: TargetBuiltReason.DependsOn);
        _events.Target(20, 1, 2, "Csc", parent: "Compile", reason: TargetBuiltReason.DependsOn);
        _events.TargetEnd(30, 1, 2, "Csc", succeeded: false);
        _events.ProjectEnd(40, 1, false);
        _events.Finish(50).ShouldBe(["Build 0-40 =1"]);
    }

    [TestMethod]
    public void WhatRunsAfterAnEntryFailsThatEntry()
    {
        _events.Project(0, 1, "Build;Publish");
        _events.Target(10, 1, 1, "Build");
        _events.TargetEnd(10, 1, 1, "Build");
        _events.Target(20, 1, 2, "Check", parent: "Build", reason: TargetBuiltReason.AfterTargets);
        _events.TargetEnd(30, 1, 2, "Check", succeeded: false);
        _events.ProjectEnd(40, 1, false);
        _events.Finish(50).ShouldBe(["Build 0-40 =1"]);
    }

    [TestMethod]
    public void ATargetThatDidNotRunLeavesNothing()
    {
        _events.Project(0, 1, "Skipped");
        _events.ProjectEnd(5, 1, true);
        _events.Finish(9).ShouldBeEmpty();
    }

    [TestMethod]
    public void TheCodeOfAToleratedErrorIsForgotten()
    {
        _events.Project(0, 1, "Sync;Apply");
        _events.Target(1, 1, 1, "Sync");
        _events.Error(2, 1, "MSB3073", "exited with code 7.");
        _events.TargetEnd(3, 1, 1, "Sync");
        _events.Target(4, 1, 2, "Apply");
        _events.Error(5, 1, "CS1002", "; expected in line 12");
        _events.TargetEnd(6, 1, 2, "Apply", succeeded: false);
        _events.ProjectEnd(7, 1, false);
        _events.Finish(9).ShouldBe(["Sync 0-3 =0", "Apply 3-7 =1"]);
    }

    [TestMethod]
    public void ACodeInAProjectBelowReachesTheEntry()
    {
        _events.Project(0, 1, "", file: "/none/All.sln");
        _events.Project(5, 2, "", parent: 1, node: 2);
        _events.Error(9, 2, "MSB6006", "\"tool\" exited with code 42.", node: 2);
        _events.ProjectEnd(10, 2, false, node: 2);
        _events.ProjectEnd(12, 1, false);
        _events.Finish(20).ShouldBe(["Build 0-12 =42"]);
    }

    [TestMethod]
    public void ProjectsThatOthersBuildLeaveNothing()
    {
        _events.Project(0, 1, "Build");
        _events.Project(1, 2, "Build", parent: 1);
        _events.Target(2, 2, 1, "Build");
        _events.TargetEnd(3, 2, 1, "Build");
        _events.ProjectEnd(4, 2, true);
        _events.Target(5, 1, 2, "Build");
        _events.ProjectEnd(6, 1, true);
        _events.Finish(7).ShouldBe(["Build 0-6 =0"]);
    }

    [TestMethod]
    public void HooksTellWhichTargetsOfAProjectAreTracked()
    {
        _events.Project(0, 1, "Build");
        _events.Project(1, 2, "Build", parent: 1, properties: ("G", "web"));
        _events.Target(2, 2, 1, "_TelemetryBegin3", parent: "Sync", reason: TargetBuiltReason.BeforeTargets);
        _events.Target(3, 2, 2, "Sync", parent: "Build", reason: TargetBuiltReason.BeforeTargets);
        _events.Target(4, 2, 3, "Other");
        _events.TargetEnd(5, 2, 3, "Other");
        _events.Error(6, 2, "MSB3073", "exited with code 3.");
        _events.TargetEnd(7, 2, 2, "Sync", succeeded: false);
        _events.ProjectEnd(8, 2, false);
        _events.ProjectEnd(9, 1, false);
        _events.Finish(9).ShouldBe(["Build 0-9 =3", "Sync 3-7 =3 web"]);
    }

    [TestMethod]
    public void ATrackedTargetThatWasAskedForIsOneRun()
    {
        _events.Project(0, 1, "Sync");
        _events.Target(2, 1, 1, "_TelemetryBegin0", parent: "Sync", reason: TargetBuiltReason.BeforeTargets);
        _events.Target(3, 1, 2, "Sync");
        _events.TargetEnd(7, 1, 2, "Sync");
        _events.ProjectEnd(8, 1, true);
        _events.Finish(9).ShouldBe(["Sync 0-8 =0"]);
    }

    [TestMethod]
    public void RestoreAndBuildAreTwoRuns()
    {
        _events.Project(0, 1, "Restore", properties: ("MSBuildRestoreSessionId", "1"));
        _events.Target(1, 1, 1, "Restore");
        _events.ProjectEnd(5, 1, true);
        _events.Project(6, 2, "Build");
        _events.Target(7, 2, 1, "Build");
        _events.ProjectEnd(9, 2, true);
        _events.Finish(9).ShouldBe(["Restore 0-5 =0", "Build 6-9 =0"]);
    }

    [TestMethod]
    public void AGraphBuildIsOneRunOfWhatAllProjectsWereAskedFor()
    {
        _events.Project(0, 1, "Build;GetTargetFrameworks");
        _events.Target(1, 1, 1, "Build");
        _events.TargetEnd(2, 1, 1, "Build");
        _events.Target(3, 1, 2, "GetTargetFrameworks");
        _events.ProjectEnd(5, 1, true);
        _events.Project(6, 2, "Build");
        _events.Error(7, 2, "MSB3073", "code 4");
        _events.ProjectEnd(9, 2, false);
        _events.Finish(9).ShouldBe(["Build 0-9 =4"]);
    }

    [TestMethod]
    public void AGraphBuildAsksAMultiTargetedProjectForItsFrameworksOnly()
    {
        _events.Project(0, 1, "GetTargetFrameworks;Build;GetNativeManifest");
        _events.Target(1, 1, 1, "Build");
        _events.TargetEnd(2, 1, 1, "Build");
        _events.ProjectEnd(3, 1, true);
        _events.Project(3, 2, "GetTargetFrameworks");
        _events.Target(3, 2, 1, "GetTargetFrameworks");
        _events.TargetEnd(4, 2, 1, "GetTargetFrameworks");
        _events.ProjectEnd(4, 2, true);
        _events.Project(5, 3, "Build");
        _events.Target(5, 3, 1, "Build");
        _events.TargetEnd(8, 3, 1, "Build");
        _events.ProjectEnd(9, 3, true);
        _events.Finish(9).ShouldBe(["Build 0-9 =0"]);
    }

    [TestMethod]
    public void AGraphBuildThatFailsAtTheBottomIsOneRun()
    {
        _events.Project(0, 1, "GetTargetFrameworks;Build;GetNativeManifest");
        _events.Target(1, 1, 1, "GetTargetFrameworks");
        _events.TargetEnd(1, 1, 1, "GetTargetFrameworks");
        _events.Target(1, 1, 2, "CoreCompile", parent: "Build", reason: TargetBuiltReason.DependsOn);
        _events.TargetEnd(2, 1, 2, "CoreCompile", succeeded: false);
        _events.ProjectEnd(3, 1, false);
        _events.Finish(9).ShouldBe(["Build 1-3 =1"]);
    }

    [TestMethod]
    public void WhatACancelledBuildLeavesOpenWasCancelled()
    {
        _events.Project(0, 1, "Apply");
        _events.Target(1, 1, 1, "Sync", parent: "Apply", reason: TargetBuiltReason.DependsOn);
        _events.Recorder.WarningRaised(new BuildWarningEventArgs("", "MSB5021", "", 0, 0, 0, 0, "Terminating", "", ""));
        _events.Finish(30).ShouldBe(["Apply 0-30 =130"]);
    }

    [TestMethod]
    public void WhatEndedWellBeforeTheCancellationStaysWell()
    {
        _events.Project(0, 1, "Sync;Apply");
        _events.Target(1, 1, 1, "Sync");
        _events.TargetEnd(2, 1, 1, "Sync");
        _events.Target(3, 1, 2, "Apply");
        _events.Recorder.Cancel();
        _events.TargetEnd(5, 1, 2, "Apply", succeeded: false);
        _events.ProjectEnd(6, 1, false);
        _events.Finish(30).ShouldBe(["Sync 0-2 =0", "Apply 2-6 =130"]);
    }

    [TestMethod]
    public void EventsWithoutAContextAreIgnored()
    {
        _events.Recorder.ErrorRaised(new BuildErrorEventArgs("", "MSB3073", "", 0, 0, 0, 0, "code 7", "", ""));
        _events.Recorder.TargetStarted(new TargetStartedEventArgs("", "", "Build", "", ""));
        _events.Recorder.TargetFinished(new TargetFinishedEventArgs("", "", "Build", "", "", true));
        _events.Recorder.ProjectStarted(new ProjectStartedEventArgs("", "", "", "", null!, null!));
        _events.Recorder.ProjectFinished(new ProjectFinishedEventArgs("", "", "", true));
        _events.Finish(1).ShouldBeEmpty();
    }
}
