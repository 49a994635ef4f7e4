using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class SchemaCheckTests
{
    [TestMethod]
    public void AGoodFileIsSilentOnStandardOutput()
    {
        using var world = new ToolWorld();
        world.Write("jobs.telemetry.json", Samples.Jobs);
        var run = world.Run("schema", "check", "jobs.telemetry.json").ShouldSucceed();
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe("1 schema, 0 errors, 0 warnings\n");
    }

    [TestMethod]
    public void AMistakeIsNamedWithPlaceAndFix()
    {
        using var world = new ToolWorld();
        world.Write("jobs.telemetry.json", Samples.Jobs.Replace("\"double\"", "\"duble\""));
        var run = world.Run("schema", "check", "jobs.telemetry.json");
        run.ExitCode.ShouldBe(1);
        run.Out.ShouldMatch(@"\ATEL0004 jobs\.telemetry\.json\(11,\d+\): .*'duble'.*Did you mean 'double'.*\n  \S.+\n");
    }

    [TestMethod]
    public void AFolderIsSearchedAndTwoSchemasForOneStreamAreFound()
    {
        using var world = new ToolWorld();
        Directory.CreateDirectory(world.PathTo("inner"));
        Directory.CreateDirectory(world.PathTo("obj"));
        world.Write("a.telemetry.json", Samples.Jobs);
        world.Write("inner/b.telemetry.json", Samples.Jobs);
        world.Write("obj/c.telemetry.json", "broken");
        var run = world.Run("schema", "check", ".", "--format", "json");
        run.ExitCode.ShouldBe(1);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["files", "errors", "warnings", "diagnostics"]);
        answer.GetProperty("files").GetInt32().ShouldBe(2);
        var diagnostic = answer.GetProperty("diagnostics").EnumerateArray().Single();
        diagnostic.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "severity", "message", "file", "line", "column", "end_line", "end_column"]);
        diagnostic.GetProperty("id").GetString().ShouldBe("TEL0101");
        diagnostic.GetProperty("file").GetString().ShouldBe("./inner/b.telemetry.json");
    }

    [TestMethod]
    public void AStreamsNameStandsForItsSchema()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs");
        world.InStore("schema", "check", "jobs", "build").ShouldSucceed().Error.ShouldStartWith("2 schemas, 0 errors");
    }

    [TestMethod]
    public void AMissingFileIsAnError()
    {
        using var world = new ToolWorld();
        world.Run("schema", "check", "missing.telemetry.json").ShouldFail(1, "TEL9005");
    }
}
