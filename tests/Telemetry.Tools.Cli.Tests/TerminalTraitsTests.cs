namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class TerminalTraitsTests
{
    [TestMethod]
    public void AUtf8TerminalHasUnicodeAndColour() => Detect(true, ("LANG", "en_US.UTF-8"), ("TERM", "xterm")).ShouldBe((true, true));

    [TestMethod]
    public void NoColorTakesColourAwayAndKeepsUnicode() => Detect(true, ("LANG", "C.UTF-8"), ("NO_COLOR", "1")).ShouldBe((true, false));

    [TestMethod]
    public void AnEmptyNoColorMeansNothing() => Detect(true, ("LANG", "C.UTF-8"), ("NO_COLOR", "")).ShouldBe((true, true));

    [TestMethod]
    public void ADumbTerminalHasNeither() => Detect(true, ("LANG", "en_US.UTF-8"), ("TERM", "dumb")).ShouldBe((false, false));

    [TestMethod]
    public void PipedOutputHasNeither() => Detect(false, ("LANG", "en_US.UTF-8")).ShouldBe((false, false));

    [TestMethod]
    public void LcAllWinsOverLang() => Detect(true, ("LC_ALL", "C"), ("LANG", "en_US.UTF-8")).ShouldBe((false, true));

    [TestMethod]
    public void ALocaleThatIsNotUtf8HasNoUnicode() => Detect(true, ("LANG", "de_DE.ISO-8859-1")).ShouldBe((false, true));

    [TestMethod]
    public void PipedOutputIs80ColumnsWide() =>
        TerminalTraits.Detect(true, output: false, true, _ => null, () => 200).Width.ShouldBe(80);

    [TestMethod]
    public void ATerminalSaysItsWidth() =>
        TerminalTraits.Detect(true, output: true, true, _ => null, () => 123).Width.ShouldBe(123);

    private static (bool Unicode, bool Color) Detect(bool isTerminal, params (string Name, string Value)[] variables)
    {
        var traits = TerminalTraits.Detect(true, isTerminal, true, name => variables.FirstOrDefault(v => v.Name == name).Value);
        return (traits.Unicode, traits.Color);
    }
}
