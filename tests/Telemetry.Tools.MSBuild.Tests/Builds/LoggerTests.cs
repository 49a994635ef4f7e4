namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>What the attached logger leaves of real builds of projects without an SDK: nothing but targets, so that a build takes half a second.</summary>
[TestClass]
public sealed class LoggerTests : IDisposable
{
    private const string Steps = """
        <Project DefaultTargets="All">
          <Target Name="All" DependsOnTargets="Sync" />
          <Target Name="Sync"><Exec Command="sleep 0.3" /></Target>
          <Target Name="Second" />
          <Target Name="Skipped" Condition="false" />
          <Target Name="Fail"><Exec Command="exit 7" /></Target>
          <Target Name="Depends" DependsOnTargets="Fail" />
          <Target Name="Calls"><CallTarget Targets="Fail" /></Target>
          <Target Name="Tolerates"><Exec Command="exit 7" ContinueOnError="true" /></Target>
          <Target Name="Errs"><Error Text="broken" /></Target>
          <Target Name="DependsInVain" DependsOnTargets="Errs" />
          <Target Name="Slow"><Message Text="slow now" Importance="high" /><Exec Command="sleep 30" /></Target>
          <Target Name="Cancelled" DependsOnTargets="Slow" />
        </Project>
        """;

    private readonly BuildWorld _world = new();

    public LoggerTests() => _world.Write("a.proj", Steps);

    public void Dispose() => _world.Dispose();

    [TestMethod]
    public void TheDefaultTargetIsRecordedWithItsTimeAndWhoAskedForIt()
    {
        _world.Set("TELEMETRY_TASK", "PROJ-7\u001b[31m");
        _world.Set("TELEMETRY_ATTEMPT", "2");
        _world.Set("CI", "true");
        var build = Build("-p:G=web").ShouldEndWith(0);

        var run = _world.TakeRuns().ShouldHaveSingleItem();
        run.Target.ShouldBe("All");
        run.Seconds.ShouldBeInRange(0.3, build.Wall.TotalSeconds);
        run.Timestamp.ShouldBeInRange(build.Start, build.Start + build.Wall);
        (run.Domain, run.ExitCode, run.Succeeded, run.Actor, run.Task, run.Attempt).ShouldBe(("web", 0, true, "ci", "PROJ-7", "2"));
        Guid.Parse(run.BuildId!).Version.ShouldBe(7);
    }

    [TestMethod]
    public void EachTargetThatWasAskedForIsARun()
    {
        Build("-t:Sync;Second;Skipped;All", "-p:TelemetryDomain=deploy", "-p:G=web").ShouldEndWith(0);
        var runs = _world.TakeRuns();
        runs.Select(run => run.Target).ShouldBe(["Sync", "Second", "All"]);
        runs.Select(run => run.Domain).Distinct().ShouldBe(["deploy"]);
        runs.Select(run => run.BuildId).Distinct().Count().ShouldBe(1);
        runs[0].Seconds.ShouldBeGreaterThan(0.3);
        runs[1].Seconds.ShouldBeLessThan(0.3);
    }

    [TestMethod]
    [DataRow("Fail", "Fail=7")]
    [DataRow("Depends", "Depends=7")]
    [DataRow("Calls", "Calls=7")]
    [DataRow("Errs", "Errs=1")]
    [DataRow("DependsInVain", "DependsInVain=1")]
    [DataRow("Second;Fail;Sync", "Second=0 Fail=7")]
    public void AFailureIsRecordedWithTheCodeOfItsCommand(string targets, string expected)
    {
        Build("-t:" + targets).ShouldEndWith(1);
        string.Join(' ', _world.TakeTargets()).ShouldBe(expected);
    }

    [TestMethod]
    public void AToleratedErrorIsASuccess()
    {
        Build("-t:Tolerates").ShouldEndWith(0);
        _world.TakeTargets().ShouldBe(["Tolerates=0"]);
    }

    [TestMethod]
    public void ACancelledBuildIsRecordedAsSuch()
    {
        using var build = _world.Start(Watch.Logger, "msbuild", "a.proj", "-t:Second;Cancelled");
        build.InterruptAfter("slow now").ExitCode.ShouldNotBe(0);
        _world.TakeTargets().ShouldBe(["Second=0", "Cancelled=130"]);
    }

    [TestMethod]
    public void BuildsAtTheSameTimeAreApart()
    {
        var builds = Enumerable.Range(0, 4).Select(_ => _world.Start(Watch.Logger, "msbuild", "a.proj", "-t:Sync")).ToList();
        foreach (var build in builds) build.Finish().ShouldEndWith(0);
        builds.ForEach(build => build.Dispose());
        var runs = _world.TakeRuns();
        runs.Count.ShouldBe(4);
        runs.Select(run => run.BuildId).Distinct().Count().ShouldBe(4);
    }

    [TestMethod]
    public void AHostileNameIsCleanedAndCut()
    {
        _world.Write("hostile.proj", $"""<Project><Target Name="a&#9;/&#x202e;b" /><Target Name="{new string('x', 10_000)}" /></Project>""");
        _world.Dotnet(Watch.Logger, "msbuild", "hostile.proj", "-t:a\t/\u202eb;" + new string('x', 10_000)).ShouldEndWith(0);
        _world.TakeTargets().ShouldBe(["a/b=0", new string('x', 200) + "=0"]);
        _world.Dotnet(Watch.Logger, "msbuild", "hostile.proj", "-t:\u001b[31mno such target\u001b[0m").ShouldEndWith(1);
        _world.TakeTargets().ShouldBe(["no such target=1"]);
    }

    [TestMethod]
    public void WithoutConsentNothingIsRecorded()
    {
        File.Delete(Path.Combine(_world.Store, "enabled"));
        Build("-t:Second").ShouldEndWith(0);
        _world.GiveConsent();
        _world.Set("DO_NOT_TRACK", "1");
        Build("-t:Second").ShouldEndWith(0);
        _world.Runs().ShouldBeEmpty();
        Directory.Exists(Path.Combine(_world.Store, "build")).ShouldBeFalse();
    }

    [TestMethod]
    public void NoTaskWritesMessagesThatOnlyALoggerOfEverythingWouldRead()
    {
        _world.Write("probe.proj", """
            <Project>
              <UsingTask TaskName="Probe" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <Task><Code Type="Fragment" Language="cs">Log.LogMessage(MessageImportance.High, "low wanted: " + Log.LogsMessagesOfImportance(MessageImportance.Low));</Code></Task>
              </UsingTask>
              <Target Name="Build"><Probe /></Target>
            </Project>
            """);
        _world.Dotnet(Watch.Nothing, "msbuild", "probe.proj").ShouldEndWith(0).Output.ShouldContain("low wanted: False");
        _world.Dotnet(Watch.Logger, "msbuild", "probe.proj").ShouldEndWith(0).Output.ShouldContain("low wanted: False");
        _world.TakeTargets().ShouldBe(["Build=0"]);
    }

    [TestMethod]
    public void AStoreThatCannotBeWrittenDoesNotReachTheBuild()
    {
        File.WriteAllText(Path.Combine(_world.Store, "build"), "a file where a folder should be");
        var plain = _world.Dotnet(Watch.Nothing, "msbuild", "a.proj", "-t:Second");
        var watched = Build("-t:Second").ShouldEndWith(0);
        watched.Output.ShouldBe(plain.Output);
    }

    [TestMethod]
    public void AReplayedBinaryLogIsNoBuild()
    {
        Build("-t:Second", "-bl:b.binlog").ShouldEndWith(0);
        _world.TakeTargets().ShouldBe(["Second=0"]);
        _world.Dotnet(Watch.Logger, "msbuild", "b.binlog").ShouldEndWith(0);
        _world.Runs().ShouldBeEmpty();
    }

    private BuildResult Build(params string[] arguments) => _world.Dotnet(Watch.Logger, ["msbuild", "a.proj", .. arguments]);
}
