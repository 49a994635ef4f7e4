namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Costs worked out by hand from the table of 2026-07-24.</summary>
[TestClass]
public sealed class CostTests
{
    private static readonly PriceLookup Prices = new(PriceTable.BuiltIn);

    [TestMethod]
    public void SonnetBelow200kTakesTheLowerPrices()
    {
        // 100,000 × 3e-6 + 20,000 × 0.3e-6 + 10,000 × 3.75e-6 + 5,000 × 6e-6 + 1,000 × 15e-6
        var cost = Cost("claude-sonnet-4-5-20250929", new TokenCounts(100_000, 20_000, 10_000, 5_000, 0, 1_000));
        cost.Input.ShouldBe(0.3m);
        cost.CacheRead.ShouldBe(0.006m);
        cost.CacheWrite.ShouldBe(0.0675m);
        cost.Output.ShouldBe(0.015m);
        cost.Total.ShouldBe(0.3885m);
    }

    [TestMethod]
    public void SonnetAbove200kTakesTheUpperPriceForEveryClass()
    {
        // 150,000 × 6e-6 + 40,000 × 0.6e-6 + 20,000 × 7.5e-6 + 10,000 × 12e-6 + 1,000 × 22.5e-6
        var cost = Cost("claude-sonnet-4-5", new TokenCounts(150_000, 40_000, 20_000, 10_000, 0, 1_000));
        cost.Total.ShouldBe(0.9m + 0.024m + 0.15m + 0.12m + 0.0225m);
    }

    [TestMethod]
    public void AQuarterOfAMillionFreshTokensCostTheUpperPriceAsAWhole() =>
        Cost("claude-sonnet-4-5", new TokenCounts(250_000, 0, 0, 0, 0, 1_000)).Total.ShouldBe(1.5225m);

    [TestMethod]
    public void CacheReadCountsTowardsTheLine()
    {
        // 50,000 + 180,000 > 200,000: 50,000 × 6e-6 + 180,000 × 0.6e-6
        Cost("claude-sonnet-4-5", new TokenCounts(50_000, 180_000, 0, 0, 0, 0)).Total.ShouldBe(0.3m + 0.108m);
    }

    [TestMethod]
    public void ExactlyTheLineIsStillBelowIt() =>
        Cost("claude-sonnet-4-5", new TokenCounts(200_000, 0, 0, 0, 0, 0)).Total.ShouldBe(0.6m);

    [TestMethod]
    public void ExactlyTheLineIsAboveItAtXai()
    {
        Cost("xai/grok-4.3", new TokenCounts(200_000, 0, 0, 0, 0, 0)).Total.ShouldBe(0.5m);
        Cost("xai/grok-4.3", new TokenCounts(199_999, 0, 0, 0, 0, 0)).Total.ShouldBe(199_999 * 1.25m / 1_000_000);
    }

    [TestMethod]
    public void ACacheWriteOfUnknownLifetimeCostsAsMuchAsFiveMinutes() =>
        Cost("claude-sonnet-4-5", new TokenCounts(0, 0, 0, 0, 1_000_000 / 10, 0)).Total.ShouldBe(0.375m);

    [TestMethod]
    public void Gpt54HasItsLineAt272k()
    {
        Cost("gpt-5.4", new TokenCounts(272_000, 0, 0, 0, 0, 1_000)).Total.ShouldBe(0.68m + 0.015m);
        Cost("gpt-5.4", new TokenCounts(272_001, 0, 0, 0, 0, 1_000)).Total.ShouldBe((272_001 * 5m / 1_000_000) + 0.0225m);
    }

    [TestMethod]
    public void Gemini25ProHasItsLineAt200k() =>
        Cost("gemini-2.5-pro", new TokenCounts(200_001, 0, 0, 0, 0, 1_000)).Total.ShouldBe((200_001 * 2.5m / 1_000_000) + 0.015m);

    [TestMethod]
    public void QwenHasSeveralLines()
    {
        Cost("qwen3-max", new TokenCounts(32_000, 0, 0, 0, 0, 0)).Total.ShouldBe(0.0384m);
        Cost("qwen3-max", new TokenCounts(100_000, 0, 0, 0, 0, 0)).Total.ShouldBe(0.24m);
        Cost("qwen3-max", new TokenCounts(200_000, 0, 0, 0, 0, 0)).Total.ShouldBe(0.6m);
    }

    [TestMethod]
    public void ServiceTiersHavePricesOfTheirOwn()
    {
        var tokens = new TokenCounts(100_000, 100_000, 0, 0, 0, 10_000);
        Cost("gpt-5.4", tokens).Total.ShouldBe(0.25m + 0.025m + 0.15m);
        Cost("gpt-5.4", tokens, serviceTier: "priority").Total.ShouldBe(0.5m + 0.05m + 0.3m);
        Cost("gpt-5.4", tokens, serviceTier: "flex").Total.ShouldBe(0.125m + 0.013m + 0.075m);
        Cost("gpt-5.4", tokens, serviceTier: "batch").Total.ShouldBe(0.125m + 0.025m + 0.075m);
        Cost("gpt-5.4", tokens, serviceTier: "standard").ShouldBe(Cost("gpt-5.4", tokens));
    }

    [TestMethod]
    public void AServiceTierHasTheLineOfTheStandardList()
    {
        // 300,000 × 1.25 × 2 + 10,000 × 7.5 × 1.5 a million
        var tokens = new TokenCounts(300_000, 0, 0, 0, 0, 10_000);
        Cost("gpt-5.4", tokens, serviceTier: "flex").Total.ShouldBe(0.75m + 0.1125m);
        Cost("gpt-5.4", tokens, serviceTier: "batch").Total.ShouldBe(0.75m + 0.1125m);
        Cost("gpt-5.4", tokens, serviceTier: "priority").Total.ShouldBe(3m + 0.45m);
    }

    [TestMethod]
    public void FastMultipliesEveryPrice()
    {
        var tokens = new TokenCounts(100_000, 0, 0, 0, 0, 10_000);
        Cost("claude-opus-4-8", tokens).Total.ShouldBe(0.75m);
        Cost("claude-opus-4-8", tokens, speed: "fast").Total.ShouldBe(1.5m);
        Cost("claude-opus-4-6", tokens, speed: "fast").Total.ShouldBe(4.5m);
        Cost("gpt-5.5", new TokenCounts(100_000, 0, 0, 0, 0, 0), speed: "fast").Total.ShouldBe(1.25m);
        Cost("claude-opus-4-8-fast", tokens).Total.ShouldBe(1.5m);
    }

    [TestMethod]
    public void WhatTheTableLeavesOpenFollowsFromTheInputPrice()
    {
        var sheet = new RateSheet(new TokenRates(10m, 50m), []);
        var rates = sheet.Resolve(0);
        rates.CacheRead.ShouldBe(1m);
        rates.CacheWrite.ShouldBe(12.5m);
        rates.CacheWrite1h.ShouldBe(20m);
        rates.Reasoning.ShouldBe(50m);
    }

    [TestMethod]
    public void ATierRaisesAClassItLeavesOpenAsMuchAsInput()
    {
        var sheet = new RateSheet(new TokenRates(3m, 15m, CacheRead: 0.3m, CacheWrite1h: 6m), [new PriceTier(200_000, false, new TokenRates(6m, 22.5m))]);
        var rates = sheet.Resolve(200_001);
        rates.Output.ShouldBe(22.5m);
        rates.CacheRead.ShouldBe(0.6m);
        rates.CacheWrite1h.ShouldBe(12m);
    }

    [TestMethod]
    public void ReasoningWithAPriceOfItsOwnIsTakenOutOfTheOutput()
    {
        var price = new ModelPrice("m", null, null, new RateSheet(new TokenRates(1m, 2m, Reasoning: 5m), []));
        CostBreakdown.Of(price, new TokenCounts(0, 0, 0, 0, 0, 1_000_000, 400_000)).Total.ShouldBe(1.2m + 2m);
    }

    [TestMethod]
    public void SeveralRequestsInOneCountAreJudgedByTheirAveragePrompt()
    {
        var tokens = new TokenCounts(300_000, 0, 0, 0, 0, 0);
        Prices.Cost("claude-sonnet-4-5", null, null, tokens, requests: 6)!.Value.Total.ShouldBe(0.9m);
        Prices.Cost("claude-sonnet-4-5", null, null, tokens, requests: 1)!.Value.Total.ShouldBe(1.8m);
    }

    [TestMethod]
    public void SmallCountsAreExact() =>
        Cost("claude-sonnet-4-5", new TokenCounts(1, 1, 1, 1, 0, 1)).Total.ShouldBe(0.00002805m);

    private static CostBreakdown Cost(string model, TokenCounts tokens, string? serviceTier = null, string? speed = null) =>
        Prices.Cost(model, null, null, tokens, 1, serviceTier, speed).ShouldNotBeNull();
}
