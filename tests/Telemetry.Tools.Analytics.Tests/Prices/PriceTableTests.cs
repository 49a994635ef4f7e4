using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class PriceTableTests
{
    private const string LiteLlm = """
        {
          "sample_spec": { "input_cost_per_token": 1, "output_cost_per_token": 1 },
          "big-1": {
            "litellm_provider": "somebody", "mode": "chat",
            "input_cost_per_token": 3e-06, "output_cost_per_token": "1.5e-05",
            "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06, "cache_creation_input_token_cost_above_1hr": 6e-06,
            "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05,
            "input_cost_per_token_priority": 6e-06, "output_cost_per_token_priority": 3e-05,
            "output_cost_per_reasoning_token": 2e-05,
            "provider_specific_entry": { "fast": 2.0 }
          },
          "xai/x": { "litellm_provider": "xai", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "input_cost_per_token_above_128k_tokens": 2e-6, "output_cost_per_token_above_128k_tokens": 4e-6 },
          "stepped": { "tiered_pricing": [ { "range": [0, 32000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 5e-6 }, { "range": [32000.0, 1000000.0], "input_cost_per_token": 2e-6, "output_cost_per_token": 9e-6 } ] },
          "unpriced": { "litellm_provider": "somebody", "input_cost_per_token": 0, "output_cost_per_token": 0 },
          "image": { "mode": "image_generation", "output_cost_per_image": 0.04 },
          "odd": { "input_cost_per_token": -1, "output_cost_per_token": "free" },
          "__proto__": 7
        }
        """;

    [TestMethod]
    public void TheBuiltInTableKnowsTheMakersInUse()
    {
        var providers = PriceTable.BuiltIn.Models.Select(m => Price(PriceTable.BuiltIn, m).Provider).ToHashSet();
        foreach (var maker in new[] { "anthropic", "openai", "google", "xai", "mistral", "deepseek", "alibaba", "groq", "moonshot", "zai" }) providers.ShouldContain(maker);
        PriceTable.BuiltIn.Version.ShouldBe("2026-07-24");
        PriceTable.BuiltIn.Source.ShouldContain("LiteLLM");
    }

    [TestMethod]
    public void EveryBuiltInPriceIsPlausible()
    {
        foreach (var name in PriceTable.BuiltIn.Models)
        {
            var price = Price(PriceTable.BuiltIn, name);
            price.Standard.Base.Input.ShouldNotBeNull(name);
            price.Standard.Base.Output.ShouldNotBeNull(name);
            (price.Standard.Base.Input!.Value + price.Standard.Base.Output!.Value).ShouldBeInRange(0.01m, 1_000m, name);
            price.Standard.Resolve(0).CacheRead.ShouldBeLessThanOrEqualTo(price.Standard.Base.Input.Value, name);
        }
    }

    [TestMethod]
    public void LiteLlmsFormatIsRead()
    {
        var table = Read(LiteLlm);
        table.Models.ShouldBe(["big-1", "stepped", "xai/x"]);
        table.Version.ShouldStartWith("litellm-");
        var big = Price(table, "big-1");
        big.Provider.ShouldBe("somebody");
        big.Standard.Base.ShouldBe(new TokenRates(3m, 15m, 20m, 0.3m, 3.75m, 6m));
        big.Standard.Tiers.Single().Threshold.ShouldBe(200_000);
        big.Priority!.Base.Input.ShouldBe(6m);
        big.Flex.ShouldBeNull();
        big.FastMultiplier.ShouldBe(2m);
        Price(table, "xai/x").Standard.Tiers.Single().Inclusive.ShouldBeTrue();
        Price(table, "stepped").RatesFor(32_001).Output.ShouldBe(9m);
    }

    [TestMethod]
    public void AnOverrideWinsAndShowsInTheVersion()
    {
        var table = PriceTable.BuiltIn.With(PriceLookupTests.Read("""{ "version": "mine", "models": { "claude-sonnet-4-5": { "input": 1, "output": 2 }, "own": { "input": 7, "output": 8 } } }"""));
        table.Version.ShouldBe("2026-07-24+mine");
        Price(table, "claude-sonnet-4-5").Standard.Base.Input.ShouldBe(1m);
        Price(table, "own").Standard.Base.Output.ShouldBe(8m);
        Price(table, "gpt-5").Standard.Base.Input.ShouldBe(1.25m);
    }

    [TestMethod]
    public void TheOverrideOfAStoreIsFound()
    {
        var root = Directory.CreateTempSubdirectory("prices").FullName;
        try
        {
            PriceTable.Open(root).ShouldBeSameAs(PriceTable.BuiltIn);
            File.WriteAllText(Path.Combine(root, PriceTable.FileName), LiteLlm);
            new PriceLookup(PriceTable.Open(root)).Find("big-1").ShouldNotBeNull();
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [TestMethod]
    public void WhatIsWrittenReadsTheSame()
    {
        using var first = new MemoryStream();
        PriceTableJson.Write(PriceTable.BuiltIn, first);
        var read = PriceTableJson.Read(new MemoryStream(first.ToArray()), "copy");
        using var second = new MemoryStream();
        PriceTableJson.Write(read, second);
        Encoding.UTF8.GetString(second.ToArray()).ShouldBe(Encoding.UTF8.GetString(first.ToArray()));
        read.Count.ShouldBe(PriceTable.BuiltIn.Count);
        Price(read, "gpt-5.4").RatesFor(300_000, "flex").ShouldBe(Price(PriceTable.BuiltIn, "gpt-5.4").RatesFor(300_000, "flex"));
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{ \"models\": {} }")]
    [DataRow("nothing")]
    [DataRow("")]
    public void WhatIsNoTableIsNamed(string text) =>
        Should.Throw<AnalyticsException>(() => Read(text)).Id.ShouldBe(UsageDiagnostics.BadPriceTable);

    [TestMethod]
    public void AMissingFileIsNamed() =>
        Should.Throw<AnalyticsException>(() => PriceTableJson.Load("/no/such/prices.json")).Id.ShouldBe(UsageDiagnostics.BadPriceTable);

    private static PriceTable Read(string text) => PriceLookupTests.Read(text);

    private static ModelPrice Price(PriceTable table, string model)
    {
        table.TryGet(model, out var periods).ShouldBeTrue(model);
        return periods![^1];
    }
}
