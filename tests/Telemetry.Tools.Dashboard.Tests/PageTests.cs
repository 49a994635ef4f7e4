using Microsoft.Playwright;

namespace Telemetry.Tools.Dashboard.Tests;

[TestClass]
public sealed class PageTests
{
    private static readonly string[] Pages =
        ["/analytics", "/analytics?range=24h", "/analytics?range=1y", "/analytics/models", "/analytics/prompts?by=user_id", "/analytics/errors", "/analytics/builds", "/analytics/streams", "/analytics/streams/client-usage", "/analytics/exports", "/analytics/performance", "/analytics/alerts", "/analytics/alerts/rules/new"];

    // Ratio of the luminances of each text and what it stands on, for those below the least that WCAG 2.2 AA asks for.
    private const string FaintTexts = """
        () => {
          const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
          const light = ([r, g, b]) => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
          const ground = element => { for (let e = element; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
          const faint = [];
          for (const element of document.querySelectorAll("body *:not(svg):not(svg *):not(script)")) {
            if (![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            const [a, b] = [light(rgb(style.color)), light(ground(element))];
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) faint.push(`${element.tagName} "${element.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return faint;
        }
        """;

    [TestMethod]
    [DataRow(360, false)]
    [DataRow(768, true)]
    [DataRow(1280, true)]
    [DataRow(1920, false)]
    public async Task EveryPageFitsItsWidthCanBeReadAndComplainsAboutNothing(int width, bool isDark)
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        await world.SendAsync("build", Samples.Builds());
        var page = await world.OpenAsync("/", width, isDark);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, path);
            (await page.Locator("h1").CountAsync()).ShouldBe(1, path);
            (await page.EvaluateAsync<string[]>(FaintTexts)).ShouldBeEmpty(path);
            (await page.Locator("figure svg:visible:not([aria-label])").CountAsync()).ShouldBe(0, path);
            (await page.Locator("main").InnerTextAsync()).Length.ShouldBeGreaterThan(100, path);
        }

        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(360)]
    [DataRow(1280)]
    public async Task EmptyPagesSayWhatFillsThem(int width)
    {
        await using var world = await DashboardWorld.StartAsync();
        var page = await world.OpenAsync("/", width);
        foreach (var path in Pages.Where(path => path is not ("/analytics/streams" or "/analytics/exports" or "/analytics/performance" or "/analytics/alerts" or "/analytics/alerts/rules/new")))
        {
            await page.GotoAsync(path);
            (await page.Locator("main pre").InnerTextAsync()).ShouldContain($"curl {world.Address}/v1/", customMessage: path);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, path);
        }

        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task TablesStayWithinTheirCardsAndAreOrderedOnPhonesToo()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        await world.SendAsync("build", Samples.Builds());
        foreach (var width in new[] { 620, 700, 768, 900, 960 })
        {
            var page = await world.OpenAsync("/", width);
            foreach (var path in Pages)
            {
                await page.GotoAsync(path);
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{path} at {width}");
                (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.sheet')].filter(box => box.checkVisibility() && box.getBoundingClientRect().right > box.closest('section').getBoundingClientRect().right).map(box => box.innerText)")).ShouldBeEmpty($"{path} at {width}");
                (await page.EvaluateAsync<int>("[...document.querySelectorAll('.sheet')].filter(box => box.scrollWidth > box.clientWidth && box.tabIndex !== 0).length")).ShouldBe(0, $"{path} at {width}");
            }
        }

        var phone = await world.OpenAsync("/analytics/models", width: 360);
        var cost = phone.Locator("#table thead").GetByRole(AriaRole.Link, new() { Name = "Cost" });
        (await cost.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(24);
        await cost.ClickAsync();
        phone.Url.ShouldEndWith("/analytics/models?sort=cost");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task FiltersOrderAndPeriodAreChosenByClicking()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics");
        (await Requests(page)).ShouldBe("90");
        await page.Locator("#models").GetByRole(AriaRole.Link, new() { Name = "gpt-5", Exact = true }).ClickAsync();
        page.Url.ShouldEndWith("/analytics?model=gpt-5");
        (await Requests(page)).ShouldBe("45");
        await page.GetByRole(AriaRole.Link, new() { Name = "Prompts", Exact = true }).First.ClickAsync();
        page.Url.ShouldEndWith("/analytics/prompts?model=gpt-5");
        await page.GetByRole(AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        page.Url.ShouldEndWith("/analytics/prompts?model=gpt-5&range=7d");
        await page.Locator("#table").GetByRole(AriaRole.Link, new() { Name = "Cost" }).ClickAsync();
        (await page.Locator("#table th[aria-sort=descending]").InnerTextAsync()).ShouldContain("Cost");
        await page.GetByRole(AriaRole.Link, new() { Name = "remove this filter" }).ClickAsync();
        page.Url.ShouldNotContain("model=");
        page.Url.ShouldContain("range=7d");
        page.Url.ShouldContain("sort=cost");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task TheFilterFormSuggestsValuesAndKeepsThePeriod()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics?range=90d");
        await page.GetByText("Filter", new() { Exact = true }).First.ClickAsync();
        await page.Locator("input[name=model]").FillAsync("cl");
        await Assertions.Expect(page.Locator("#values-model option")).ToHaveCountAsync(1);
        await page.Locator("input[name=model]").FillAsync("claude-sonnet-4-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForURLAsync("**/analytics?model=claude-sonnet-4-5&range=90d");
        (await Requests(page)).ShouldBe("23");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task WithoutAScriptEverythingButTheUpdatesWorks()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics", hasScript: false);
        (await page.Locator("#live").IsVisibleAsync()).ShouldBeFalse();
        await page.GetByText("Filter", new() { Exact = true }).First.ClickAsync();
        await page.Locator("input[name=model]").FillAsync("gpt-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        page.Url.ShouldEndWith("/analytics?model=gpt-5");
        (await Requests(page)).ShouldBe("45");
    }

    [TestMethod]
    public async Task ABarSaysItsValueToPointerAndArrowKeys()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics");
        await page.Locator("#requests .wide [data-tip]").First.HoverAsync();
        (await page.Locator("#tip").InnerTextAsync()).ShouldContain("Succeeded");
        await page.Locator("#cost-by-model .half svg").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        (await page.Locator("#tip").InnerTextAsync()).ShouldStartWith("gpt-5");
        (await page.Locator("#status").InnerTextAsync()).ShouldStartWith("gpt-5");
        await page.Keyboard.PressAsync("End");
        (await page.Locator("#tip").InnerTextAsync()).ShouldStartWith("a-model-with");
        await page.Keyboard.PressAsync("Escape");
        (await page.Locator("#tip").IsVisibleAsync()).ShouldBeFalse();
        await page.Locator("#requests summary").ClickAsync();
        (await page.Locator("#requests table").InnerTextAsync()).ShouldContain("Succeeded");
    }

    [TestMethod]
    public async Task TheKeyboardReachesWhatThePointerDoes()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics");
        await page.Keyboard.PressAsync("Tab");
        (await Focused(page)).ShouldBe("Skip to the figures");
        (await page.EvaluateAsync<double>("document.activeElement.getBoundingClientRect().top")).ShouldBeGreaterThanOrEqualTo(0, "a link that has the focus is seen");
        var order = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            order.Add(await Focused(page));
            // A field for dates shows the focus on its parts.
            (await page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.matches('[type=date]') || getComputedStyle(document.activeElement).outlineStyle !== 'none'")).ShouldBeTrue(order[^1]);
        }

        string[] wanted = ["Telemetry.Tools", "Overview", "Models", "Pause updates", "24 hours", "hour", "period before", "Show", "Filter", "Requests by day"];
        wanted.Select(name => order.FindIndex(text => text.StartsWith(name, StringComparison.Ordinal))).ShouldBe(wanted.Select(name => order.FindIndex(text => text.StartsWith(name, StringComparison.Ordinal))).Order());
        wanted.ShouldAllBe(name => order.Exists(text => text.StartsWith(name, StringComparison.Ordinal)));

        await page.ReloadAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
    }

    [TestMethod]
    public async Task AnAddressThatCannotBeShownSaysSoAndLeadsBack()
    {
        await using var world = await DashboardWorld.StartAsync();
        var page = await world.OpenAsync("/analytics/models?range=8d");
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("24h, 7d, 30d, 90d, 1y");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the page without choices" }).ClickAsync();
        page.Url.ShouldEndWith("/analytics/models");
    }

    private static async Task<string> Requests(IPage page) => await page.Locator(".figures div:has(dt:text-is('Requests')) .value").InnerTextAsync();

    private static async Task<string> Focused(IPage page) =>
        await page.EvaluateAsync<string>("(e => e.getAttribute('aria-label') || e.innerText || e.name || e.tagName)(document.activeElement)");
}
