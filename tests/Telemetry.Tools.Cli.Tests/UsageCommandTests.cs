using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class UsageCommandTests
{
    // 1,000 × 3 + 2,000 × 0.3 + 500 × 3.75 + 100 × 15 dollars a million.
    private const decimal Sonnet = 0.006975m;

    // 1,000 × 5 + 2,000 × 0.5 + 500 × 6.25 + 100 × 25 dollars a million.
    private const decimal Opus = 0.011625m;

    [TestMethod]
    public void TheJsonAnswerHasItsShapeAndTheRightSums()
    {
        using var world = UsageSamples.Imported();
        var answer = Answer(world, "usage");
        answer.GetProperty("group").GetString().ShouldBe("daily");
        var totals = answer.GetProperty("totals");
        string[] names = ["requests", "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "total_tokens", "cost_usd", "unpriced_requests"];
        totals.EnumerateObject().Select(p => p.Name).Take(names.Length).ShouldBe(names);
        names.Select(name => totals.GetProperty(name).GetDecimal()).ShouldBe([3, 3000, 6000, 1500, 300, 0, 10_800, Sonnet + Opus, 1]);
        Keys(answer).ShouldBe(["2026-11-18", "2026-11-19", "2026-11-21"]);
        answer.GetProperty("rows")[1].GetProperty("cost_usd").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [TestMethod]
    [DataRow("weekly", "2026-11-16")]
    [DataRow("monthly", "2026-11")]
    [DataRow("session", "s1")]
    [DataRow("project", "shop")]
    [DataRow("branch", "main")]
    [DataRow("model", "claude-opus-4-8", "claude-sonnet-4-5-20250929", "nobody-knows-1")]
    [DataRow("blocks", "2026-11-18T09:00:00Z", "2026-11-19T23:00:00Z", "2026-11-21T11:00:00Z")]
    [DataRow("hourly", "2026-11-18T09:00Z", "2026-11-19T23:00Z", "2026-11-21T11:00Z")]
    public void EachGroupHasItsRows(string group, params string[] keys)
    {
        using var world = UsageSamples.Imported();
        Keys(Answer(world, "usage", group)).ShouldBe(keys);
    }

    [TestMethod]
    public void TheZoneDecidesOnTheDay()
    {
        using var world = UsageSamples.Imported();
        Keys(Answer(world, "usage", "--time-zone", "Asia/Tokyo")).ShouldBe(["2026-11-18", "2026-11-20", "2026-11-21"]);
        Keys(Answer(world, "usage", "--time-zone", "Asia/Tokyo", "--since", "2026-11-20", "--until", "2026-11-20")).ShouldBe(["2026-11-20"]);
        Keys(Answer(world, "usage", "--since", "2026-11-20", "--until", "2026-11-20")).ShouldBeEmpty();
        world.InStore("usage", "--time-zone", "Mars/Olympus").ShouldFail(2, "TEL2203");
    }

    [TestMethod]
    [DataRow("model=claude-*", 2)]
    [DataRow("model!=claude-*", 1)]
    [DataRow("model~OPUS", 1)]
    [DataRow("project=web", 0)]
    [DataRow("cost_usd>0.01", 1)]
    [DataRow("cost_usd=null", 1)]
    [DataRow("session=s1", 3)]
    public void ConditionsChooseRequests(string condition, int requests)
    {
        using var world = UsageSamples.Imported();
        Answer(world, "usage", "--where", condition).GetProperty("totals").GetProperty("requests").GetInt32().ShouldBe(requests);
    }

    [TestMethod]
    public void WrongWordsAreSaid()
    {
        using var world = UsageSamples.Imported();
        world.InStore("usage", "dayly").ShouldFail(2, "TEL9001").Error.ShouldContain("Did you mean 'daily'?");
        world.InStore("usage", "--where", "modell=x").ShouldFail(2, "TEL2102").Error.ShouldContain("Did you mean 'model'?");
        world.InStore("usage", "--where", "cost_usd>much").ShouldFail(2, "TEL2104");
        world.InStore("usage", "--format", "xml").ShouldFail(2, "TEL9001");
    }

    [TestMethod]
    public void TheTerminalShowsTotalsWhatHasNoPriceAndTheActiveBlock()
    {
        using var world = UsageSamples.Imported();
        world.InStore("budget", "set", "monthly", "0.02").ShouldSucceed();
        var lines = world.InStore("usage").ShouldSucceed().Out.Split('\n');
        lines[0].ShouldBe("usage, 18-21 Nov 2026, $0.019, 3 requests, 10.8k tokens");
        lines[1].ShouldBe("* 1 request of nobody-knows-1 has no known price and is not in the cost.");
        lines.ShouldContain(line => line.StartsWith("Total", StringComparison.Ordinal) && line.Contains("$0.02*", StringComparison.Ordinal) && line.EndsWith(" 3", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("Now 11:00-16:00: $0.012", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("Budget monthly (all): warning: $0.019 of $0.020 (93 %)", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Length <= 80);
    }

    [TestMethod]
    [DataRow(60)]
    [DataRow(80)]
    [DataRow(100)]
    [DataRow(132)]
    public void NoLineIsWiderThanTheTerminal(int width)
    {
        using var world = UsageSamples.Imported();
        world.Terminal = new TerminalTraits(false, true, false, true, false) { Width = width };
        foreach (var group in (string[])["daily", "model", "session", "blocks"])
        {
            foreach (var line in world.InStore("usage", group).ShouldSucceed().Out.Split('\n')) DisplayWidth.Of(line).ShouldBeLessThanOrEqualTo(width, line);
        }
    }

    [TestMethod]
    public void NothingRecordedSaysWhatToDo()
    {
        using var world = new ToolWorld();
        world.InStore("usage").ShouldSucceed().Out.ShouldContain("dotnet telemetry import all");
        var answer = Answer(world, "usage");
        answer.GetProperty("rows").GetArrayLength().ShouldBe(0);
        answer.GetProperty("totals").GetProperty("requests").GetInt64().ShouldBe(0);
    }

    [TestMethod]
    public void CsvIsOneTableAndMarkdownAddsTotals()
    {
        using var world = UsageSamples.Imported();
        var csv = world.InStore("usage", "--format", "csv").ShouldSucceed().Out.Split('\n');
        csv[0].ShouldBe("day,cost_usd,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,total_tokens,requests,unpriced_requests");
        csv[1].ShouldBe("2026-11-18,0.006975,1000,2000,500,100,0,3600,1,0");
        csv[2].ShouldStartWith("2026-11-19,,1000,");
        csv.Length.ShouldBe(5);
        var markdown = world.InStore("usage", "--format", "markdown").ShouldSucceed().Out;
        markdown.ShouldContain("| Total | $0.019 | 3,000 | 6,000 | 1,500 | 300 |");
        markdown.ShouldContain("nobody-knows-1 has no known price");
    }

    [TestMethod]
    public void ChartsAndTheHtmlPageAreWritten()
    {
        using var world = UsageSamples.Imported();
        world.InStore("usage", "--format", "html", "-o", world.PathTo("usage.html"), "--png", world.PathTo("png")).ShouldSucceed();
        Directory.EnumerateFiles(world.PathTo("png")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["usage-cost-cumulative.png", "usage-cost-per-day.png", "usage-hours.png", "usage-tokens.png"]);
        var html = File.ReadAllText(world.PathTo("usage.html"));
        html.ShouldContain("<section id=\"usage-cost-per-day\"");
        html.ShouldContain("dotnet telemetry usage daily");
        System.Xml.Linq.XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
    }

    [TestMethod]
    public void RepricingTakesTodaysTable()
    {
        using var world = UsageSamples.Imported();
        world.Write("prices.json", """{"nobody-knows-1": {"litellm_provider": "nobody", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "cache_read_input_token_cost": 0, "cache_creation_input_token_cost": 0}}""");
        world.InStore("prices", "import", "prices.json").ShouldSucceed();
        Answer(world, "usage").GetProperty("totals").GetProperty("unpriced_requests").GetInt64().ShouldBe(1);
        var totals = Answer(world, "usage", "--reprice").GetProperty("totals");
        totals.GetProperty("unpriced_requests").GetInt64().ShouldBe(0);
        totals.GetProperty("cost_usd").GetDecimal().ShouldBe(Sonnet + Opus + 0.0012m);
    }

    private static JsonElement Answer(ToolWorld world, params string[] words) =>
        JsonDocument.Parse(world.InStore([.. words, "--format", "json"]).ShouldSucceed().Out).RootElement;

    private static IEnumerable<string?> Keys(JsonElement answer) => answer.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("key").GetString());
}
