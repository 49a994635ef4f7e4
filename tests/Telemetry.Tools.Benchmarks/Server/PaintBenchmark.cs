using System.Globalization;
using Microsoft.Playwright;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// What somebody waits for who opens a page of the dashboard in the morning: each page by a server process, published as the package has it, that has just said that it is ready, and a browser context that has shown none before, until its largest element stands
/// (https://www.w3.org/TR/largest-contentful-paint/). Bound: a second.
/// </summary>
internal sealed class PaintBenchmark : IBenchmark
{
    private const string Program = "/usr/bin/chromium";
    private const double BoundMilliseconds = 1000;

    private const string LargestPaint = "() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))";

    private static readonly string[] Pages =
        ["/analytics", "/analytics?range=90d", "/analytics/models?range=90d", "/analytics/prompts?range=90d", "/analytics/errors?range=90d", "/analytics/performance", "/analytics/alerts", "/analytics/exports", "/analytics/builds"];

    // A day that is over.
    private readonly DateTimeOffset _end = new(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero);

    public string Name => "paint";

    public string Description => "milliseconds until the largest paint of each dashboard page, cold, 5 million events of 100 tenants, on SQLite and PostgreSQL";

    public int Run(string[] args)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"{Program} is missing. On Debian: apt-get install chromium");
        var events = args.Contains("--quick") ? 500_000 : 5_000_000;
        var tool = ServerProcess.Publish();
        var held = true;
        foreach (var start in ServerEngine.Chosen(args))
        {
            using var engine = start("paint");
            var settings = engine.Fresh();
            ManyTenants.Fill(settings, _end, events);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine.Name}: {events:N0} events of {ManyTenants.Count} tenants in {ManyTenants.Days} days; {Environment.ProcessorCount} processors for server and browser"));
            held &= MeasureAsync(tool, settings).GetAwaiter().GetResult();
        }

        return held ? 0 : 1;
    }

    private async Task<bool> MeasureAsync(string tool, ServerSettings settings)
    {
        var key = new KeyAdministration(settings).Create("viewer", ManyTenants.NameOf(ManyTenants.Count / 2), ServerRole.Admin).Text;
        using var driver = await Playwright.CreateAsync();
        await using var browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });
        var held = true;
        foreach (var page in Pages)
        {
            var (answer, paint) = await PaintAsync(tool, settings, browser, key, page);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {page,-32} answer {answer,6:N0} ms, largest paint {paint,6:N0} ms{(paint <= BoundMilliseconds ? "" : $"   OVER THE BOUND of {BoundMilliseconds:N0}")}"));
            held &= paint <= BoundMilliseconds;
        }

        return held;
    }

    private async Task<(double Answer, double Paint)> PaintAsync(string tool, ServerSettings settings, IBrowser browser, string key, string path)
    {
        using var server = ServerProcess.Start(tool, settings);
        server.WaitUntilReady();
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString(), ExtraHTTPHeaders = [new("Authorization", $"Bearer {key}")], ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        var response = await page.GotoAsync(path);
        if (response?.Status != 200) throw new InvalidOperationException($"{path} answers {response?.Status}.");
        var paint = await page.EvaluateAsync<double>(LargestPaint);
        var answer = await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].responseStart");
        return (answer, paint);
    }
}
