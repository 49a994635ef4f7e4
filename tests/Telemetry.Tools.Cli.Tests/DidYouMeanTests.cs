namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class DidYouMeanTests
{
    private static readonly string[] Names = ["report", "export", "import", "status", "schema"];

    [TestMethod]
    [DataRow("reprot", "report")]
    [DataRow("stat", "status")]
    [DataRow("REPORT", "report")]
    [DataRow("shcema", "schema")]
    public void ASlipFindsItsName(string typed, string meant) => DidYouMean.Nearest(typed, Names).ShouldBe(meant);

    [TestMethod]
    [DataRow("deploy")]
    [DataRow("x")]
    public void SomethingElseFindsNothing(string typed) => DidYouMean.Nearest(typed, Names).ShouldBeNull();

    [TestMethod]
    public void AHugeWordFindsNothing() => DidYouMean.Nearest(new string('a', 100_000), Names).ShouldBeNull();
}
