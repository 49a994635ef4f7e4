namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class DisplayWidthTests
{
    [TestMethod]
    [DataRow("publish-web-eu-1", 9, true, "publ…eu-1")]
    [DataRow("publish-web-eu-1", 10, false, "publ..eu-1")]
    [DataRow("publish", 7, true, "publish")]
    [DataRow("中文中文中文", 6, true, "中…文")]
    [DataRow("abc", 1, true, "…")]
    public void ANameKeepsItsEnd(string name, int width, bool unicode, string cut) => DisplayWidth.CutName(name, width, unicode).ShouldBe(cut);
}
