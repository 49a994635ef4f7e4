namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class UsageSumsTests
{
    [TestMethod]
    public void TheValuesAreInTheOrderOfTheColumns()
    {
        var sums = new UsageSums
        {
            Requests = 1,
            Successes = 2,
            CacheKnown = 3,
            CacheHits = 4,
            TokensRequested = 5,
            TokensUsed = 6,
            InputTokens = 7,
            OutputTokens = 8,
            CacheReadTokens = 9,
            CacheWriteTokens = 10,
            CostNanos = 11,
            Unpriced = 12,
            Timed = 13,
            ResponseMicros = 14,
        };
        sums.Values.ToArray().ShouldBe(Enumerable.Range(1, UsageSql.Sums.Length).Select(i => (long)i));
        UsageSql.Sums[^1].ShouldBe("response_us");
    }
}
