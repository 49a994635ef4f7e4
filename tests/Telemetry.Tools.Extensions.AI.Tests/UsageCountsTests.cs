using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI.Tests;

/// <summary>How a provider's counts become fresh input, cache, output and reasoning.</summary>
[TestClass]
public sealed class UsageCountsTests
{
    [TestMethod]
    public void CachedInputIsPartOfTheInput() =>
        Of(new() { InputTokenCount = 1000, CachedInputTokenCount = 800, OutputTokenCount = 50, TotalTokenCount = 1050 }).ShouldBe(new UsageCounts(200, 800, 0, 50, null));

    [TestMethod]
    public void CacheWritesAreTakenOutToo() =>
        Of(new() { InputTokenCount = 1000, CachedInputTokenCount = 600, AdditionalCounts = new() { ["CacheCreationInputTokens"] = 300 } }).ShouldBe(new UsageCounts(100, 600, 300, 0, null));

    [TestMethod]
    [DataRow("cache_creation_input_tokens")]
    [DataRow("usage.cacheCreationInputTokens")]
    [DataRow("CacheWriteInputTokens")]
    public void CacheWritesHaveManyNames(string name) =>
        Of(new() { InputTokenCount = 10, AdditionalCounts = new() { ["other"] = 99, [name] = 4 } }).ShouldBe(new UsageCounts(6, 0, 4, 0, null));

    [TestMethod]
    public void AProviderThatCountsTheCacheApartIsToldByItsFigures()
    {
        Of(new() { InputTokenCount = 10, CachedInputTokenCount = 11_459, OutputTokenCount = 2 }).ShouldBe(new UsageCounts(10, 11_459, 0, 2, null));
        Of(new() { InputTokenCount = 500, CachedInputTokenCount = 100, OutputTokenCount = 50, TotalTokenCount = 650 }).ShouldBe(new UsageCounts(500, 100, 0, 50, null));
        Of(new() { InputTokenCount = 10, AdditionalCounts = new() { ["CacheReadInputTokens"] = 40, ["CacheCreationInputTokens"] = 5 } }).ShouldBe(new UsageCounts(10, 40, 5, 0, null));
    }

    [TestMethod]
    public void ReasoningIsPartOfTheOutputUnlessItIsMore()
    {
        Of(new() { OutputTokenCount = 300, ReasoningTokenCount = 120 }).ShouldBe(new UsageCounts(0, 0, 0, 300, 120));
        Of(new() { OutputTokenCount = 185, ReasoningTokenCount = 306 }).ShouldBe(new UsageCounts(0, 0, 0, 491, 306));
    }

    [TestMethod]
    public void NegativeCountsAreNone() =>
        Of(new() { InputTokenCount = -5, CachedInputTokenCount = -1, OutputTokenCount = -2, ReasoningTokenCount = -3 }).ShouldBe(new UsageCounts(0, 0, 0, 0, 0));

    private static UsageCounts Of(UsageDetails usage) => UsageCounts.Of(usage);
}
