using Microsoft.Playwright;

namespace Telemetry.Tools.Dashboard.Tests;

[TestClass]
public sealed class LiveTests
{
    private const string Value = ".figures div:has(dt:text-is('Requests')) .value";

    [TestMethod]
    public async Task NewEventsAppearWhereTheReaderIs()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics");
        await page.WaitForSelectorAsync("body[data-connected]");
        await page.Locator("#requests summary").ClickAsync();
        await page.Locator("#models").GetByRole(AriaRole.Link, new() { Name = "claude-sonnet-4-5" }).FocusAsync();
        await page.EvaluateAsync("scrollTo(0, 700)");
        var before = await page.EvaluateAsync<double>("scrollY");
        before.ShouldBeGreaterThan(0);

        await world.SendAsync("client-usage", [Samples.One("new", DateTimeOffset.UtcNow)]);
        await Assertions.Expect(page.Locator(Value)).ToHaveTextAsync("91");
        (await page.EvaluateAsync<double>("scrollY")).ShouldBe(before);
        (await page.EvaluateAsync<string>("document.activeElement.innerText")).ShouldBe("claude-sonnet-4-5");
        (await page.Locator("#requests details").GetAttributeAsync("open")).ShouldNotBeNull();
        (await page.Locator("#status").InnerTextAsync()).ShouldStartWith("Figures updated at");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task WhatIsBeingReadIsNotTakenAway()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var (page, other) = (await world.OpenAsync("/analytics"), await world.OpenAsync("/analytics"));
        foreach (var one in new[] { page, other }) await one.WaitForSelectorAsync("body[data-connected]");
        await page.Locator("#requests summary").ClickAsync();
        await page.Locator("#requests .scroll").FocusAsync();
        await page.EvaluateAsync("document.querySelector('#requests .scroll').scrollTop = 120");
        await world.SendAsync("client-usage", [Samples.One("one", DateTimeOffset.UtcNow)]);
        await Assertions.Expect(page.Locator(Value)).ToHaveTextAsync("91");
        (await page.EvaluateAsync<int>("document.querySelector('#requests .scroll').scrollTop")).ShouldBe(120);
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("scroll");
        var told = await page.Locator("#status").InnerTextAsync();
        told.ShouldStartWith("Figures updated at");

        await page.Locator("#cost-by-model .half svg").FocusAsync();
        // What scrolls takes a tooltip away, and the focus scrolls: it is over two frames later.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("#tip")).ToBeVisibleAsync();
        var tip = await page.Locator("#tip").InnerTextAsync();
        await world.SendAsync("client-usage", [Samples.One("two", DateTimeOffset.UtcNow)]);
        await Assertions.Expect(other.Locator(Value)).ToHaveTextAsync("92");
        await page.WaitForTimeoutAsync(2500);
        (await page.Locator(Value).InnerTextAsync()).ShouldBe("91");
        (await page.Locator("#tip").InnerTextAsync()).ShouldBe(tip);
        (await page.EvaluateAsync<int>("document.querySelectorAll('.marked').length")).ShouldBe(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(Value)).ToHaveTextAsync("92");
        (await other.Locator("#status").InnerTextAsync()).ShouldStartWith("Figures updated at");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task WhoListensIsToldOfNewFiguresOnceAMinute()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var page = await world.OpenAsync("/analytics");
        await page.WaitForSelectorAsync("body[data-connected]");
        await page.EvaluateAsync("window.said = []; new MutationObserver(() => said.push(1)).observe(document.getElementById('status'), { childList: true })");
        for (var i = 1; i <= 2; i++)
        {
            await world.SendAsync("client-usage", [Samples.One($"new-{i}", DateTimeOffset.UtcNow)]);
            await Assertions.Expect(page.Locator(Value)).ToHaveTextAsync($"{90 + i}");
        }

        (await page.EvaluateAsync<int>("said.length")).ShouldBe(1);
    }

    [TestMethod]
    public async Task PausedUpdatesWaitForTheReader()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", Samples.Usage());
        var (paused, live) = (await world.OpenAsync("/analytics"), await world.OpenAsync("/analytics"));
        await paused.GetByRole(AriaRole.Button, new() { Name = "Pause updates" }).ClickAsync();
        await live.WaitForSelectorAsync("body[data-connected]");
        await world.SendAsync("client-usage", [Samples.One("new", DateTimeOffset.UtcNow)]);
        await Assertions.Expect(live.Locator(Value)).ToHaveTextAsync("91");
        (await paused.Locator(Value).InnerTextAsync()).ShouldBe("90");
        await paused.GetByRole(AriaRole.Button, new() { Name = "Resume updates" }).ClickAsync();
        await Assertions.Expect(paused.Locator(Value)).ToHaveTextAsync("91");
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task APageWhoseKeyIsRevokedSaysThatTheSessionHasEnded()
    {
        await using var world = await DashboardWorld.StartAsync();
        var key = world.CreateKey(Server.ServerRole.Viewer, "eve");
        var page = await world.OpenAsync("/signin");
        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForSelectorAsync("body[data-connected]");
        new Server.KeyAdministration(world.Settings).Revoke("eve");
        await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("The session has ended");
    }
}
