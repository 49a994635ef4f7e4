namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class RunNamesTests
{
    [TestMethod]
    [DataRow("pack", "Pack")]
    [DataRow("_MTPBuild", "Build")]
    [DataRow("sync", "sync")]
    [DataRow("../x", "../x")]
    [DataRow("\u001b[31mred\u001b[0m", "red")]
    [DataRow("\u001b]0;title\u0007name", "name")]
    [DataRow("a\r\nb\0c\u202ed\u200be", "abcde")]
    [DataRow("größe-名前", "größe-名前")]
    [DataRow("\u001b[2J", "?")]
    public void ATargetIsRecordedByItsCleanName(string name, string expected) => RunNames.Target(name).ShouldBe(expected);

    [TestMethod]
    public void ALongNameIsCutBetweenCharacters()
    {
        RunNames.Target(new string('x', 10_000)).ShouldBe(new string('x', 200));
        RunNames.Target("x" + string.Concat(Enumerable.Repeat("😀", 5_000))).ShouldBe("x" + string.Concat(Enumerable.Repeat("😀", 99)));
    }

    [TestMethod]
    [DataRow("web", "web")]
    [DataRow("a.B_c-9", "a.B_c-9")]
    [DataRow("", null)]
    [DataRow(null, null)]
    [DataRow("two words", null)]
    [DataRow("web\n", null)]
    [DataRow("ünder", null)]
    public void ADomainIsAShortWordOrNothing(string? text, string? expected) => RunNames.Domain(text).ShouldBe(expected);

    [TestMethod]
    public void ADomainHasAtMost64Characters()
    {
        RunNames.Domain(new string('d', 64)).ShouldNotBeNull();
        RunNames.Domain(new string('d', 65)).ShouldBeNull();
    }

    [TestMethod]
    public void TelemetryDomainWinsOverG()
    {
        GlobalDomain.Of([new("G", "group"), new("telemetrydomain", "web")]).ShouldBe("web");
        GlobalDomain.Of([new("g", "group")]).ShouldBe("group");
        GlobalDomain.Of([new("TelemetryDomain", "not valid"), new("G", "group")]).ShouldBeNull();
        GlobalDomain.Of([new("Configuration", "Debug")]).ShouldBeNull();
    }
}
