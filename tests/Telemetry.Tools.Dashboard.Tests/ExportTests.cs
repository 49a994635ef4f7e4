using Microsoft.Playwright;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Dashboard.Tests;

[TestClass]
public sealed class ExportTests
{
    [TestMethod]
    public async Task AnExportIsAskedForWatchedAndDownloaded()
    {
        await using var world = await DashboardWorld.StartAsync();
        await world.SendAsync("client-usage", [Samples.One("a", DateTimeOffset.UtcNow.AddHours(-1), prompt: "=cmd()")]);
        var page = await world.OpenAsync("/analytics/exports", width: 360);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("No exports yet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Download" });
        await Assertions.Expect(link).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        text.ShouldContain("'=cmd()");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
        world.Complaints.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task AWishThatCannotBeGrantedIsExplainedBesideIt()
    {
        await using var world = await DashboardWorld.StartAsync();
        var page = await world.OpenAsync("/analytics/exports");
        await page.GetByLabel("From").FillAsync("2026-02-02");
        await page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-01-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("lies behind");
        (await page.GetByLabel("From").InputValueAsync()).ShouldBe("2026-02-02");
    }

    [TestMethod]
    public async Task AViewerSeesExportsAndMakesNone()
    {
        await using var world = await DashboardWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Viewer);
        var page = await world.OpenAsync("/signin");
        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Exports" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("No exports yet");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).CountAsync()).ShouldBe(0);
    }
}
