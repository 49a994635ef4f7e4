using Microsoft.Playwright;

namespace Telemetry.Tools.Dashboard.Tests;

[TestClass]
public sealed class AlertTests
{
    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public async Task AnAlertIsSeenAndAcknowledgedWithAReason()
    {
        var clock = new MovingClock();
        await using var world = await DashboardWorld.StartAsync(clock);
        await world.SendAsync("client-usage", [.. Enumerable.Range(0, 12).Select(i => Samples.One($"e{i}", DateTimeOffset.UtcNow.AddMinutes(-5)))]);
        var page = await world.OpenAsync("/analytics/alerts", width: 360);
        clock.Offset += TimeSpan.FromMinutes(2);
        // 14,400 tokens in an hour: more than the 10,000 of the rule that each tenant begins with.
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" });
        while (await button.CountAsync() == 0) await page.ReloadAsync();

        (await page.Locator("#alerts").InnerTextAsync()).ShouldContain("14,400");
        await page.GetByLabel("Reason").First.FillAsync("a load test");
        await button.First.ClickAsync();
        page.Url.ShouldEndWith("/analytics/alerts");
        (await page.Locator("#alerts").InnerTextAsync()).ShouldContain("a load test");
        (await page.Locator("#alerts").InnerTextAsync()).ShouldContain("acknowledged");
        await page.GetByRole(AriaRole.Link, new() { Name = "open", Exact = true }).ClickAsync();
        page.Url.ShouldEndWith("/analytics/alerts?status=open");
        (await page.Locator("#alerts").InnerTextAsync()).ShouldNotContain("a load test");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task ARuleIsMadeChangedAndDeletedAndAWrongOneIsExplainedInPlace()
    {
        await using var world = await DashboardWorld.StartAsync();
        var page = await world.OpenAsync("/analytics/alerts");
        await page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).ClickAsync();
        await page.Locator("[name=name]").FillAsync("Slow <gpt-5>");
        await page.Locator("[name=metric]").SelectOptionAsync("p95_response_time");
        await page.Locator("[name=threshold]").FillAsync("fast");
        await page.Locator("[name=model]").FillAsync("gpt-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("“Threshold” takes a number");
        (await page.Locator("[name=threshold]").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await page.Locator("[name=name]").InputValueAsync()).ShouldBe("Slow <gpt-5>");

        await page.Locator("[name=threshold]").FillAsync("1500");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var row = page.Locator("#rules tr", new() { HasText = "Slow <gpt-5>" });
        (await row.InnerTextAsync()).ShouldContain("p95 response time > 1.5 s in 1 h");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        (await page.Locator("[name=model]").InputValueAsync()).ShouldBe("gpt-5");
        await page.Locator("[name=enabled]").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        (await row.InnerTextAsync()).ShouldContain("off");

        await row.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByText("Delete this rule").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        page.Url.ShouldEndWith("/analytics/alerts");
        (await row.CountAsync()).ShouldBe(0);
        // A form that was refused is an answer with status 400, which the console lists.
        world.Complaints.ShouldHaveSingleItem().ShouldContain("400");
    }

    [TestMethod]
    public async Task TheFormOfARuleSaysTheUnitOfItsThreshold()
    {
        await using var world = await DashboardWorld.StartAsync();
        var page = await world.OpenAsync("/analytics/alerts/rules/new");
        var unit = page.Locator("#unit");
        (await unit.InnerTextAsync()).ShouldBe("%");
        await page.Locator("[name=metric]").SelectOptionAsync("response_time");
        (await unit.InnerTextAsync()).ShouldBe("ms");
        await page.Locator("[name=alert_type]").SelectOptionAsync("change");
        (await unit.InnerTextAsync()).ShouldBe("%");
        await page.Locator("[name=alert_type]").SelectOptionAsync("absence");
        await page.Locator("[name=name]").FillAsync("Silence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        (await page.Locator("#rules").InnerTextAsync()).ShouldContain("no request in 1 h");
        world.Complaints.ShouldBeEmpty();
    }
}
