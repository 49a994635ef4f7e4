namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class SafeTextTests
{
    [TestMethod]
    public void EscapesAreShownNotObeyed() => SafeText.Of("a\u001b[31mb\n\u202ec").ShouldBe(@"a\u001b[31mb\u000a\u202ec");

    [TestMethod]
    public void OrdinaryTextStaysTheSameObject()
    {
        var text = "größe 中 🙂";
        SafeText.Of(text).ShouldBeSameAs(text);
    }

    [TestMethod]
    public void ACutNeverSplitsAPair() => SafeText.Of("ab🙂cd", 4).ShouldBe("ab…");
}
