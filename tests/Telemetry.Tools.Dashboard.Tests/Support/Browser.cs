using Microsoft.Playwright;

namespace Telemetry.Tools.Dashboard.Tests;

/// <summary>The machine's Chromium, started once for all tests.</summary>
[TestClass]
public static class Browser
{
    private const string Program = "/usr/bin/chromium";

    private static IPlaywright? _driver;

    public static IBrowser Running { get; private set; } = null!;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        File.Exists(Program).ShouldBeTrue("the tests drive the system's Chromium; on Debian: apt-get install chromium");
        _driver = await Playwright.CreateAsync();
        Running = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        await Running.DisposeAsync();
        _driver?.Dispose();
    }
}
