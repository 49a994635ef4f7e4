using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A server on a port of the system's choice, with a data folder of its own.</summary>
internal sealed class ServerWorld : IAsyncDisposable
{
    private readonly bool _ownsFolder;

    private ServerWorld(AnalyticsServer server, ServerSettings settings, bool ownsFolder, TimeProvider? time)
    {
        (Server, Settings, _ownsFolder, Time) = (server, settings, ownsFolder, time);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public AnalyticsServer Server { get; }

    public ServerSettings Settings { get; }

    public HttpClient Client { get; }

    public TimeProvider? Time { get; }

    public Uri Address => Server.Addresses[0];

    public static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("telemetry-server-").FullName, "data");

    public static async Task<ServerWorld> StartAsync(TimeProvider? time = null, string? folder = null, Func<ServerSettings, ServerSettings>? change = null)
    {
        var settings = new ServerSettings { DataFolder = folder ?? NewFolder(), Urls = [new Uri("http://127.0.0.1:0")] };
        settings = change?.Invoke(settings) ?? settings;
        return new ServerWorld(await AnalyticsServer.StartAsync(settings, time), settings, folder is null, time);
    }

    /// <summary>A server on PostgreSQL, where nobody is anonymous: what names no key is sent with an admin's.</summary>
    public static async Task<ServerWorld> StartOnAsync(string database, TimeProvider? time = null, Func<ServerSettings, ServerSettings>? change = null)
    {
        var settings = new ServerSettings { DataFolder = NewFolder(), Database = database, Urls = [new Uri("http://127.0.0.1:0")] };
        settings = change?.Invoke(settings) ?? settings;
        var key = new KeyAdministration(settings).Create($"admin {Guid.NewGuid():N}", "default", ServerRole.Admin).Text;
        return new ServerWorld(await AnalyticsServer.StartAsync(settings, time), settings, ownsFolder: true, time) { DefaultKey = key };
    }

    /// <summary>What is sent where no key is named.</summary>
    public string? DefaultKey { get; init; }

    /// <summary>Makes a key, as <c>keys create</c> does beside a running server.</summary>
    public string CreateKey(ServerRole role, string tenant = "default", string name = "test") => new KeyAdministration(Settings).Create(name, tenant, role).Text;

    public async Task<Answer> GetAsync(string path, string? key = null, Action<HttpRequestMessage>? change = null) =>
        await SendAsync(HttpMethod.Get, path, null, key, change);

    public async Task<Answer> PostAsync(string path, string json, string? key = null, Action<HttpRequestMessage>? change = null, string type = "application/json") =>
        await SendAsync(HttpMethod.Post, path, Content(Encoding.UTF8.GetBytes(json), type), key, change);

    public async Task<Answer> LogAsync(string json, string? key = null) => await PostAsync("/v1/client/usage/log", json, key);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        key ??= DefaultKey;
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder) Directory.Delete(Path.GetDirectoryName(Settings.DataFolder)!, recursive: true);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string Body, HttpResponseMessage Response, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.GetProperty("code").GetString();

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response, headers) { Bytes = await response.Content.ReadAsByteArrayAsync() };
    }

    public Answer ShouldBe(int status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    public Answer ShouldFail(int status, string code)
    {
        ShouldBe(status);
        if (Headers["Content-Type"] == "application/json" && Json.GetProperty("code").ValueKind == JsonValueKind.Number)
        {
            // To exporters, as google.rpc.Status.
            Json.GetProperty("message").GetString()!.ShouldStartWith(code);
            return this;
        }

        Headers["Content-Type"].ShouldBe("application/problem+json");
        Code.ShouldBe(code);
        return this;
    }

    /// <summary>The figures of an ingest answer.</summary>
    public (int Accepted, int Duplicates, int Rejected) Counts =>
        (Json.GetProperty("accepted").GetInt32(), Json.GetProperty("duplicates").GetInt32(), Json.GetProperty("rejected").GetArrayLength());

    /// <summary>Codes of the rejected items, in order.</summary>
    public string[] Codes => [.. Json.GetProperty("rejected").EnumerateArray().Select(item => item.GetProperty("code").GetString()!)];
}
