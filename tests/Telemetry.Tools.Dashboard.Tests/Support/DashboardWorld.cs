using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Dashboard.Tests;

/// <summary>A server with a data folder of its own, and pages of it in a browser. What pages complain about fails the test.</summary>
internal sealed class DashboardWorld : IAsyncDisposable
{
    private readonly AnalyticsServer _server;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly HttpClient _client;

    private DashboardWorld(AnalyticsServer server, ServerSettings settings)
    {
        (_server, Settings) = (server, settings);
        _client = new HttpClient { BaseAddress = server.Addresses[0] };
    }

    public ServerSettings Settings { get; }

    /// <summary>Console errors, uncaught exceptions and violations of the content policy.</summary>
    public List<string> Complaints { get; } = [];

    public string Address => _server.Addresses[0].GetLeftPart(UriPartial.Authority);

    public static async Task<DashboardWorld> StartAsync(TimeProvider? time = null)
    {
        var settings = new ServerSettings { DataFolder = Path.Combine(Directory.CreateTempSubdirectory("telemetry-dashboard-").FullName, "data"), Urls = [new Uri("http://127.0.0.1:0")] };
        return new DashboardWorld(await AnalyticsServer.StartAsync(settings, time), settings);
    }

    /// <summary>A page of a browser that knows nothing yet.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1280, bool isDark = false, bool hasScript = true)
    {
        var context = await Browser.Running.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
            ReducedMotion = ReducedMotion.Reduce,
        });
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
        await page.GotoAsync(path);
        return page;
    }

    public string CreateKey(ServerRole role, string name = "test") => new KeyAdministration(Settings).Create(name, "default", role).Text;

    /// <summary>Sends events of a stream; all must be taken.</summary>
    public async Task SendAsync(string stream, IReadOnlyList<object> events, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/events/{stream}") { Content = new StringContent(JsonSerializer.Serialize(events), Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        JsonDocument.Parse(body).RootElement.GetProperty("accepted").GetInt32().ShouldBe(events.Count, body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.DisposeAsync();
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Settings.DataFolder)!, recursive: true);
    }
}
