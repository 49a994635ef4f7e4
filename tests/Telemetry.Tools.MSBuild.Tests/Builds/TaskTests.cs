namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>The tasks, called by a project without a logger.</summary>
[TestClass]
public sealed class TaskTests : IDisposable
{
    private readonly BuildWorld _world = new();

    public TaskTests() => _world.Write("a.proj", $"""
        <Project>
          <ItemGroup><TelemetryTarget Include="Apply;Hangs;Errs" /></ItemGroup>
          <Import Project="{BuildWorld.Targets}" />
          <Target Name="Deploy">
            <TelemetryExec Command="pwd; echo $GREETING; exit $(Code)" Target="deploy" Domain="web" WorkingDirectory="inner" EnvironmentVariables="GREETING=hello" />
          </Target>
          <Target Name="Apply"><TelemetryExec Command="exit 9" /></Target>
          <Target Name="Hangs"><TelemetryExec Command="echo hanging now; sleep 30" /></Target>
          <Target Name="Errs"><Error Text="broken" /></Target>
          <Target Name="ByHand">
            <TelemetryStart Target="migrate" Domain="db" />
            <Exec Command="sleep 0.2" />
            <TelemetryStop Target="migrate" ExitCode="$(Code)" />
            <TelemetryStop Target="never-started" />
          </Target>
          <Target Name="Unfinished"><TelemetryStart Target="migrate" /><Error Text="broken" /></Target>
        </Project>
        """);

    public void Dispose() => _world.Dispose();

    [TestMethod]
    [DataRow(Watch.Package)]
    [DataRow(Watch.Both)]
    public void ExecRunsItsCommandAndRecordsItsCode(Watch watch)
    {
        Directory.CreateDirectory(Path.Combine(_world.Sample, "inner"));
        var good = _world.Dotnet(watch, "msbuild", "a.proj", "-t:Deploy", "-p:Code=0").ShouldEndWith(0);
        good.Output.ShouldContain(Path.Combine(_world.Sample, "inner"));
        good.Output.ShouldContain("hello");
        var run = _world.TakeRuns().ShouldHaveSingleItem();
        (run.Target.ToLowerInvariant(), run.Domain, run.ExitCode).ShouldBe(("deploy", "web", 0));

        var bad = _world.Dotnet(watch, "msbuild", "a.proj", "-t:Deploy", "-p:Code=42").ShouldEndWith(1);
        bad.Output.ShouldContain("exited with code 42");
        _world.TakeRuns().ShouldHaveSingleItem().ExitCode.ShouldBe(42);
    }

    [TestMethod]
    public void AFailureGivesItsCodeToTheTargetAroundIt()
    {
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Apply").ShouldEndWith(1);
        _world.TakeTargets().ShouldBe(["Apply=9"]);
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Errs").ShouldEndWith(1);
        _world.TakeTargets().ShouldBe(["Errs=1"]);
    }

    [TestMethod]
    public void ACancelledRunIsRecordedAsSuch()
    {
        using var build = _world.Start(Watch.Package, "msbuild", "a.proj", "-t:Hangs");
        build.InterruptAfter("hanging now").ExitCode.ShouldNotBe(0);
        _world.TakeTargets().ShouldBe(["Hangs=130"]);
    }

    [TestMethod]
    [DataRow(Watch.Package)]
    [DataRow(Watch.Both)]
    public void StartAndStopRecordWhatIsBetweenThem(Watch watch)
    {
        _world.Dotnet(watch, "msbuild", "a.proj", "-t:ByHand", "-p:Code=5").ShouldEndWith(0);
        var run = _world.TakeRuns().Where(run => run.Target == "migrate").ShouldHaveSingleItem();
        (run.Domain, run.ExitCode, run.Seconds > 0.2).ShouldBe(("db", 5, true));
        _world.Dotnet(watch, "msbuild", "a.proj", "-t:Unfinished").ShouldEndWith(1);
        _world.TakeTargets().ShouldContain("migrate=1");
    }

    [TestMethod]
    public void WithoutConsentTheCommandRunsAndNothingIsRecorded()
    {
        File.Delete(Path.Combine(_world.Store, "enabled"));
        Directory.CreateDirectory(Path.Combine(_world.Sample, "inner"));
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Deploy", "-p:Code=0").ShouldEndWith(0).Output.ShouldContain("hello");
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Deploy", "-p:Code=4").ShouldEndWith(1).Output.ShouldContain("exited with code 4");
        Directory.Exists(Path.Combine(_world.Store, "build")).ShouldBeFalse();
    }

    [TestMethod]
    [DataRow("DO_NOT_TRACK", "1", false)]
    [DataRow("DO_NOT_TRACK", "0", true)]
    [DataRow("TELEMETRY", "off", false)]
    [DataRow("TELEMETRY", "on", true)]
    public void VariablesSayNoForThePackage(string name, string value, bool recorded)
    {
        _world.Set(name, value);
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Apply").ShouldEndWith(1);
        _world.Runs().Count.ShouldBe(recorded ? 1 : 0);
    }

    [TestMethod]
    public void ANamedStoreServesThePackage()
    {
        var store = Directory.CreateDirectory(Path.Combine(_world.Root, "named;store %41'ö")).FullName;
        _world.Set("TELEMETRY_STORE", store);
        File.Delete(Path.Combine(_world.Store, "enabled"));
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Apply").ShouldEndWith(1);
        File.WriteAllText(Path.Combine(store, "enabled"), "");
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Apply").ShouldEndWith(1);
        File.ReadAllLines(Path.Combine(store, "build", "build.jsonl")).ShouldHaveSingleItem();
        _world.Runs().ShouldBeEmpty();
    }

    [TestMethod]
    public void AnMSBuildThatCannotLoadTheTasksRunsTheCommandAllTheSame()
    {
        Directory.CreateDirectory(Path.Combine(_world.Sample, "inner"));
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Deploy;ByHand", "-p:Code=0", "-p:TelemetrySupported=false").ShouldEndWith(0).Output.ShouldContain("hello");
        _world.Dotnet(Watch.Package, "msbuild", "a.proj", "-t:Deploy", "-p:Code=4", "-p:TelemetrySupported=false").ShouldEndWith(1).Output.ShouldContain("exited with code 4");
        _world.Runs().ShouldBeEmpty();
    }

    [TestMethod]
    public void TheThirtyThirdNameIsNotRecordedAndSaysSo()
    {
        var names = Enumerable.Range(1, 34).Select(number => $"T{number}").ToList();
        _world.Write("many.proj", $"""
            <Project>
              <ItemGroup><TelemetryTarget Include="{string.Join(';', names)}" /></ItemGroup>
              <Import Project="{BuildWorld.Targets}" />
              {string.Concat(names.Select(name => $"<Target Name=\"{name}\" />"))}
            </Project>
            """);
        var build = _world.Dotnet(Watch.Package, "msbuild", "many.proj", "-t:" + string.Join(';', names)).ShouldEndWith(0);
        _world.TakeRuns().Select(run => run.Target).ShouldBe(names.Take(32));
        build.Output.ShouldContain("warning TEL1002");
        build.Output.ShouldContain("T32");
    }
}
