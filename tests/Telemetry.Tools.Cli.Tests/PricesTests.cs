namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class PricesTests
{
    [TestMethod]
    public void AModelIsFoundByWhatLogsCallIt()
    {
        using var world = new ToolWorld();
        var text = world.InStore("prices", "show", "anthropic/claude-sonnet-4-5-20250929").ShouldSucceed().Out;
        text.ShouldContain("standard              3.00   15.00        0.30         3.75             6.00");
        text.ShouldContain("standard, over 200k   6.00   22.50        0.60         7.50            12.00");
    }

    [TestMethod]
    public void AnUnknownModelHasNoPrice()
    {
        using var world = new ToolWorld();
        world.InStore("prices", "show", "claude-opsu-4-8").ShouldFail(1, "TEL2208").Error.ShouldContain("Did you mean 'claude-opus-4-8'?");
    }

    [TestMethod]
    public void TheListTakesAWord()
    {
        using var world = new ToolWorld();
        var lines = world.InStore("prices", "list", "gemini").ShouldSucceed().Out.TrimEnd().Split('\n');
        lines.Length.ShouldBeGreaterThan(2);
        lines.Skip(1).ShouldAllBe(line => line.Contains("gemini", StringComparison.OrdinalIgnoreCase));
    }

    [TestMethod]
    public void WhatIsListedAsJsonCanBeImported()
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("mine.json", world.InStore("prices", "list", "claude-opus", "--format", "json").ShouldSucceed().Out.Replace("\"input\": 5", "\"input\": 7", StringComparison.Ordinal));
        world.InStore("prices", "import", "mine.json").ShouldSucceed().Out.ShouldContain("laid over the built-in table");
        world.InStore("prices", "show", "claude-opus-4-8").ShouldSucceed().Out.ShouldContain("7.00");
        world.InStore("prices", "show", "gpt-5").ShouldSucceed();
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"__proto__": {"input_cost_per_token": "much"}}""")]
    public void WhatIsNoPriceTableIsRefused(string text)
    {
        using var world = new ToolWorld().TurnedOn();
        world.Write("mine.json", text);
        world.InStore("prices", "import", "mine.json").ShouldFail(1, "TEL2200");
        File.Exists(Path.Combine(world.Store, "prices.json")).ShouldBeFalse();
        world.InStore("prices", "import", "missing.json").ShouldFail(1, "TEL2200");
    }
}
