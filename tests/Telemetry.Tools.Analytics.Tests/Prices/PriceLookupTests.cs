namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class PriceLookupTests
{
    private static readonly PriceLookup Prices = new(PriceTable.BuiltIn);

    [TestMethod]
    [DataRow("claude-sonnet-4-5", "claude-sonnet-4-5")]
    [DataRow("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [DataRow("claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [DataRow("claude-sonnet-4-5-latest", "claude-sonnet-4-5")]
    [DataRow("anthropic/claude-sonnet-4-5", "claude-sonnet-4-5")]
    [DataRow("openrouter/anthropic/claude-sonnet-4.5", "claude-sonnet-4-5")]
    [DataRow("claude-sonnet-4.6", "claude-sonnet-4-6")]
    [DataRow("claude-sonnet-4-5[1m]", "claude-sonnet-4-5")]
    [DataRow("bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [DataRow("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [DataRow("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5")]
    [DataRow("vertex_ai/claude-opus-4-6@default", "claude-opus-4-6")]
    [DataRow("claude-opus-4-20250514", "claude-opus-4")]
    [DataRow("claude-4-opus-20250514", "claude-opus-4")]
    [DataRow("claude-3-5-sonnet-20241022", "claude-3-5-sonnet")]
    [DataRow("claude-3.5-sonnet", "claude-3-5-sonnet")]
    [DataRow("claude-haiku-4-5-20251001", "claude-haiku-4-5")]
    [DataRow("CLAUDE-Sonnet-4-5", "claude-sonnet-4-5")]
    [DataRow("arn:aws:bedrock:eu-west-1:1:inference-profile/global.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [DataRow("bedrock/us-east-1/anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet-4")]
    [DataRow("claude-4.5-sonnet", "claude-sonnet-4-5")]
    [DataRow("anthropic/claude-4.6-opus-high", "claude-opus-4-6")]
    [DataRow("claude-3.7-sonnet-thought", "claude-3-7-sonnet")]
    [DataRow("gpt-5-2025-08-07", "gpt-5")]
    [DataRow("gpt-5-codex-high", "gpt-5-codex")]
    [DataRow("azure/gpt-5.4", "gpt-5.4")]
    [DataRow("models/gemini-2.5-pro", "gemini-2.5-pro")]
    [DataRow("google/gemini-2.5-pro", "gemini-2.5-pro")]
    [DataRow("xai/grok-code-fast-1", "grok-code-fast-1")]
    [DataRow("deepseek/deepseek-chat", "deepseek-chat")]
    public void AModelIsFoundByTheNamesLogsUse(string logged, string expected) =>
        Prices.Find(logged).ShouldNotBeNull().Model.ShouldBe(expected);

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("no-such-model")]
    [DataRow("__proto__")]
    [DataRow("constructor")]
    [DataRow("toString")]
    [DataRow("hasOwnProperty")]
    [DataRow("/")]
    [DataRow("-latest")]
    [DataRow("-fast")]
    [DataRow("anthropic/")]
    [DataRow("anthropic/__proto__")]
    [DataRow("arn:aws:bedrock:us-east-1:1:application-inference-profile/abc")]
    [DataRow("arn:aws")]
    [DataRow("us-east-1/")]
    [DataRow("<synthetic>")]
    public void AnUnknownNameHasNoPrice(string? name)
    {
        Prices.Find(name).ShouldBeNull();
        Prices.Cost(name, null, null, new TokenCounts(1, 1, 1, 1, 1, 1)).ShouldBeNull();
    }

    [TestMethod]
    public void AnEndlessNameHasNoPrice() => Prices.Find(new string('a', 100_000)).ShouldBeNull();

    [TestMethod]
    public void AHostOfOpenModelsIsNotPricedLikeTheMaker()
    {
        Prices.Find("ollama/deepseek-chat").ShouldBeNull();
        Prices.Find("openai/gpt-oss-120b", "groq")!.Model.ShouldBe("groq/openai/gpt-oss-120b");
    }

    [TestMethod]
    public void ThePriceOfTheDayIsTaken()
    {
        var table = Read("""{ "version": "t", "models": { "m": [ { "since": "2026-06-01", "input": 2, "output": 4 }, { "input": 1, "output": 2 } ] } }""");
        var prices = new PriceLookup(table);
        prices.Find("m", null, new DateTimeOffset(2026, 5, 31, 23, 59, 59, TimeSpan.Zero))!.Standard.Base.Input.ShouldBe(1m);
        prices.Find("m", null, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))!.Standard.Base.Input.ShouldBe(2m);
        prices.Find("m")!.Standard.Base.Input.ShouldBe(2m);
    }

    internal static PriceTable Read(string json) => PriceTableJson.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), "test");
}
