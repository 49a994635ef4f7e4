using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ClearTests
{
    [TestMethod]
    public void WithoutATerminalItNeedsYes()
    {
        using var world = Recorded();
        world.InStore("clear").ShouldFail(2, "TEL9003").Error.ShouldContain("--yes");
        Segment(world).ShouldBeTrue();
    }

    [TestMethod]
    public void YesDeletesAndKeepsConsent()
    {
        using var world = Recorded();
        world.InStore("clear", "--yes").ShouldSucceed().Out.ShouldStartWith("Deleted 1 file, ");
        Segment(world).ShouldBeFalse();
        File.Exists(Path.Combine(world.Store, "enabled")).ShouldBeTrue();
    }

    [TestMethod]
    [DataRow("y", true)]
    [DataRow("yes", true)]
    [DataRow("n", false)]
    [DataRow("", false)]
    public void OnATerminalItAsks(string answer, bool isDeleted)
    {
        using var world = Recorded();
        world.Terminal = new TerminalTraits(true, true, true, true, false);
        world.Input = answer + "\n";
        var run = world.InStore("clear", "jobs");
        run.Error.ShouldContain("Delete jobs (");
        run.ExitCode.ShouldBe(isDeleted ? 0 : 130);
        Segment(world).ShouldBe(!isDeleted);
    }

    [TestMethod]
    public void AllTurnsOffToo()
    {
        using var world = Recorded();
        world.InStore("clear", "--all", "--yes").ShouldSucceed();
        File.Exists(Path.Combine(world.Store, "enabled")).ShouldBeFalse();
    }

    [TestMethod]
    public void AnUnknownStreamIsAnError()
    {
        using var world = Recorded();
        world.InStore("clear", "job", "--yes").ShouldFail(2, "TEL9002").Error.ShouldContain("Did you mean 'jobs'?");
    }

    [TestMethod]
    public void JsonHasExactlyTheDocumentedKeys()
    {
        using var world = Recorded();
        var answer = JsonDocument.Parse(world.InStore("clear", "--yes", "--format", "json").ShouldSucceed().Out).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["streams", "deleted", "bytes", "passed_over", "turned_off"]);
        answer.GetProperty("deleted").GetArrayLength().ShouldBe(1);
    }

    private static ToolWorld Recorded() => new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);

    private static bool Segment(ToolWorld world) => File.Exists(Path.Combine(world.Store, "jobs", "jobs.jsonl"));
}
