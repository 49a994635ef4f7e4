namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class ChartTextTests
{
    [TestMethod]
    [DataRow("plain name", "plain name")]
    [DataRow("\u001b[31mred\u001b[0m", "red")]
    [DataRow("\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007", "link")]
    [DataRow("\u009b2Jclear", "clear")]
    [DataRow("a\r\n\tb", "a b")]
    [DataRow("a\0b\u0007c\u007f", "abc")]
    [DataRow("\u202eabc\u200b", "abc")]
    [DataRow("cut \ufffd\uffff", "cut \ufffd")]
    [DataRow("\u001b[", "")]
    [DataRow("\u001b", "")]
    [DataRow(null, "")]
    [DataRow("Größe ✓ 東京 😀", "Größe ✓ 東京 😀")]
    public void NamesBecomeOneLineOfVisibleCharacters(string? text, string expected) => ChartText.Clean(text).ShouldBe(expected);

    [TestMethod]
    public void LongTextIsCut()
    {
        string cut = ChartText.Clean(new string('x', 10_000));
        cut.Length.ShouldBe(300);
        cut.ShouldEndWith("…");
    }
}
