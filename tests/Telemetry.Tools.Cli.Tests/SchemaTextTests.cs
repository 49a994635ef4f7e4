using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class SchemaTextTests
{
    [TestMethod]
    public void DocsIsAPageOnTheSchema()
    {
        using var world = new ToolWorld();
        world.Run("schema", "docs", "build").ShouldSucceed().Out.ShouldContain("duration_seconds");
    }

    [TestMethod]
    [DataRow("postgresql", "timestamptz")]
    [DataRow("sqlite", "CREATE TABLE")]
    public void SqlIsATable(string dialect, string part)
    {
        using var world = new ToolWorld();
        world.Run("schema", "sql", "build", "--dialect", dialect).ShouldSucceed().Out.ShouldContain(part, Case.Insensitive);
    }

    [TestMethod]
    public void JsonSchemaIsJson()
    {
        using var world = new ToolWorld();
        JsonDocument.Parse(world.Run("schema", "json-schema", "build").ShouldSucceed().Out).RootElement.TryGetProperty("$schema", out _).ShouldBeTrue();
    }

    [TestMethod]
    public void OutputGoesToTheNamedFile()
    {
        using var world = new ToolWorld();
        world.Run("schema", "docs", "build", "-o", "build.md").ShouldSucceed().Out.ShouldBeEmpty();
        File.ReadAllText(world.PathTo("build.md")).ShouldContain("duration_seconds");
    }

    [TestMethod]
    public void ABrokenFileNamesItsFirstErrorAndTheCommandForAll()
    {
        using var world = new ToolWorld();
        world.Write("jobs.telemetry.json", Samples.Jobs.Replace("\"double\"", "\"duble\""));
        world.Run("schema", "docs", "jobs.telemetry.json").ShouldFail(1, "TEL0004 jobs.telemetry.json(11,").Error.ShouldContain("schema check jobs.telemetry.json");
    }

    [TestMethod]
    public void DiffSaysWhoBreaksAndWhichVersionThatAsksFor()
    {
        using var world = new ToolWorld();
        world.Write("old.telemetry.json", Samples.Jobs);
        world.Write("new.telemetry.json", Samples.Jobs.Replace("\"double\"", "\"decimal\""));
        var run = world.Run("schema", "diff", "old.telemetry.json", "new.telemetry.json", "--format", "json");
        run.ExitCode.ShouldBe(3, run.ToString());
        var answer = JsonDocument.Parse(run.Out).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["old", "new", "required_bump", "required_version", "version_sufficient", "changes"]);
        answer.GetProperty("version_sufficient").GetBoolean().ShouldBeFalse();
        var change = answer.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("kind").GetString() == "type-changed");
        change.EnumerateObject().Select(p => p.Name).ShouldBe(["kind", "path", "message", "breaks", "bump"]);
        change.GetProperty("breaks").EnumerateArray().Select(b => b.GetString()).ShouldContain("csharp-source");
    }

    [TestMethod]
    public void ASchemaDoesNotDifferFromItself()
    {
        using var world = new ToolWorld();
        world.Run("schema", "diff", "build", "build").ShouldSucceed().Error.ShouldBe("Nothing changed.\n");
    }
}
