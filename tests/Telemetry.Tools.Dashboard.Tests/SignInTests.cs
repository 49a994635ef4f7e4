using Microsoft.Playwright;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Dashboard.Tests;

[TestClass]
public sealed class SignInTests
{
    [TestMethod]
    public async Task AKeySignsInAndTheButtonSignsOut()
    {
        await using var world = await DashboardWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Viewer);
        var page = await world.OpenAsync("/signin", width: 360);
        await SignInAsync(page, "not a key");
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("does not work");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("key");

        await SignInAsync(page, key);
        page.Url.ShouldEndWith("/analytics");
        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        page.Url.ShouldEndWith("/signin");
        await page.GotoAsync("/analytics");
        page.Url.ShouldEndWith("/signin");
        // A refused form is an answer with status 401, which the console lists.
        world.Complaints.ShouldHaveSingleItem().ShouldContain("401");
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
