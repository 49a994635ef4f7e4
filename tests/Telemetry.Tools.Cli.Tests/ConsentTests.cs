using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ConsentTests
{
    [TestMethod]
    public void OnMakesTheUsersStoreAndNamesEachFile()
    {
        using var world = new ToolWorld();
        var run = world.Run("on", "--no-attach").ShouldSucceed();
        var marker = Path.Combine(world.Home, ".telemetry", "enabled");
        File.Exists(marker).ShouldBeTrue();
        run.Out.ShouldStartWith("Telemetry is on.\n");
        run.Out.ShouldContain($"changed   {marker}\n");
        run.Error.ShouldContain("Next: dotnet telemetry ");
    }

    [TestMethod]
    public void OnTwiceChangesNothingMore()
    {
        using var world = new ToolWorld();
        world.Run("on", "--no-attach").ShouldSucceed();
        world.Run("on", "--no-attach").ShouldSucceed().Out.ShouldContain("nothing had to be changed");
    }

    [TestMethod]
    public void OnInARepositoryKeepsTheStoreThere()
    {
        using var world = new ToolWorld();
        world.Run("on", "--repo", "--no-attach").ShouldSucceed().Out.ShouldContain($"store     {world.PathTo(".telemetry")}\n");
        JsonDocument.Parse(world.Run("status", "--format", "json").Out).RootElement.GetProperty("store").GetString().ShouldBe(world.PathTo(".telemetry"));
    }

    [TestMethod]
    public void OffStopsTheRepositorysStoreAndKeepsData()
    {
        using var world = new ToolWorld();
        world.Run("on", "--repo", "--no-attach").ShouldSucceed();
        world.Run("off").ShouldSucceed().Out.ShouldStartWith("Telemetry is off: ");
        Directory.Exists(world.PathTo(".telemetry")).ShouldBeTrue();
    }

    [TestMethod]
    public void AMarkerThatCameWithACloneCountsForNothing()
    {
        using var world = new ToolWorld();
        Directory.CreateDirectory(world.PathTo(".telemetry"));
        File.WriteAllText(world.PathTo(".telemetry", "enabled"), "");
        JsonDocument.Parse(world.Run("status", "--format", "json").Out).RootElement.GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    [TestMethod]
    public void TelemetryStoreNamesTheStore()
    {
        using var world = new ToolWorld();
        world.Set("TELEMETRY_STORE", world.Store);
        world.Run("on", "--no-attach").ShouldSucceed();
        File.Exists(Path.Combine(world.Store, "enabled")).ShouldBeTrue();
        Directory.Exists(Path.Combine(world.Home, ".telemetry")).ShouldBeFalse();
    }

    [TestMethod]
    public void OffInARepositoryWithAStoreOfItsOwnSaysThatTheUsersOwnRecordsNow()
    {
        using var world = new ToolWorld();
        world.Run("on", "--no-attach").ShouldSucceed();
        world.Run("on", "--repo", "--no-attach").ShouldSucceed();
        world.Run("off").ShouldSucceed().Error.ShouldContain("Next: dotnet telemetry off once more");
        world.Run("off").ShouldSucceed().Out.ShouldStartWith("Telemetry is off: ");
    }

    [TestMethod]
    [DataRow("on", "--no-attach")]
    [DataRow("off")]
    public void JsonHasExactlyTheDocumentedKeys(params string[] args)
    {
        using var world = new ToolWorld();
        var answer = JsonDocument.Parse(world.InStore([.. args, "--format", "json"]).ShouldSucceed().Out).RootElement;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["enabled", "store", "attached", "changed"]);
        answer.GetProperty("enabled").GetBoolean().ShouldBe(args[0] == "on");
    }

    [TestMethod]
    public void AStorePathThatIsAFileIsAnError()
    {
        using var world = new ToolWorld();
        world.Write("file", "text");
        world.Run("on", "--no-attach", "--store", world.PathTo("file")).ShouldFail(1, "TEL20");
    }

    [TestMethod]
    public void RepoOutsideOfARepositoryIsAnError()
    {
        using var world = new ToolWorld();
        Directory.Delete(world.PathTo(".git"));
        world.Run("on", "--repo", "--no-attach").ShouldFail(1, "TEL9007");
    }
}
