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
