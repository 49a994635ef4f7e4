namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>Package, logger, and both together leave exactly one line a run, however MSBuild spreads the work.</summary>
[TestClass]
public sealed class OneLineARunTests : IDisposable
{
    private readonly BuildWorld _world = new();

    public OneLineARunTests()
    {
        _world.Write("main.proj", """
            <Project>
              <Target Name="Build"><MSBuild Projects="a.proj;b.proj" Targets="Sync;Apply" BuildInParallel="true" /></Target>
            </Project>
            """);
        foreach (var name in new[] { "a", "b" })
        {
            _world.Write(name + ".proj", $"""
                <Project>
                  <ItemGroup><TelemetryTarget Include="Sync;Apply;Skipped" /></ItemGroup>
                  <Import Project="{BuildWorld.Targets}" />
                  <Target Name="Sync"><Exec Command="sleep 0.2" /></Target>
                  <Target Name="Apply" DependsOnTargets="Skipped"><TelemetryExec Command="exit $(Code)" Target="apply" ContinueOnError="true" /></Target>
                  <Target Name="Skipped" Condition="false" />
                </Project>
                """);
        }
    }

    public void Dispose() => _world.Dispose();

    [TestMethod]
    [DataRow(Watch.Package)]
    [DataRow(Watch.Both)]
    public void HoweverTheNodesAre(Watch watch)
    {
        // The logger writes the entry beside the tracked targets; main.proj itself does not import the package.
        string[] entry = watch == Watch.Both ? ["Build=0"] : [];
        string[] expected = [.. entry, "Sync=0", "Sync=0", "Apply=0", "Apply=0"];

        Check(watch, expected, "-m:1");
        Check(watch, expected, "-m:2");
        _world.Set("MSBUILDNOINPROCNODE", "1");
        Check(watch, expected, "-m:2");
        _world.Set("MSBUILDDISABLENODEREUSE", null);
        _world.Set("MSBUILDNODECONNECTIONTIMEOUT", "3000");
        Check(watch, expected, "-m:2", "-nodeReuse:true");
        Check(watch, expected, "-m:2", "-nodeReuse:true");
        Check(watch == Watch.Both ? Watch.Package : Watch.Both, watch == Watch.Both ? expected[1..] : ["Build=0", .. expected], "-m:2", "-nodeReuse:true");
    }

    [TestMethod]
    public void AnEntryThatIsAlsoTrackedIsOneRun()
    {
        foreach (var watch in new[] { Watch.Package, Watch.Both })
        {
            _world.Dotnet(watch, "msbuild", "a.proj", "-t:Sync;Apply", "-p:Code=0").ShouldEndWith(0);
            _world.TakeTargets().ShouldBe(["Sync=0", "Apply=0"], watch.ToString());
        }
    }

    private void Check(Watch watch, string[] expected, params string[] arguments)
    {
        _world.Dotnet(watch, ["msbuild", "main.proj", "-p:Code=3", .. arguments]).ShouldEndWith(0);
        _world.TakeTargets().Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), $"{watch} {string.Join(' ', arguments)}");
    }
}
