using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>The analytics server: starts on its settings, answers until it is stopped, and writes all that it has acknowledged.</summary>
public sealed class AnalyticsServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ServerParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private Task _warmUp = Task.CompletedTask;

    private AnalyticsServer(WebApplication application, ServerParts parts) => (_application, _parts) = (application, parts);

    /// <summary>Addresses that it listens on, with the ports that the system chose.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>Makes the data folder and brings the database to this server's version.</summary>
    /// <exception cref="ServerException">The folder or the database cannot be used.</exception>
    public static void SetUp(ServerSettings settings)
    {
        using var database = ServerParts.OpenDatabase(settings);
        database.Migrate();
    }

    /// <summary>Starts a server.</summary>
    /// <param name="settings">How it runs.</param>
    /// <param name="time">The clock; <see langword="null"/> = the system's.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ServerException">It cannot run so.</exception>
    public static async Task<AnalyticsServer> StartAsync(ServerSettings settings, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = Builder(settings);
        var application = builder.Build();
        var parts = ServerParts.Open(settings, time ?? TimeProvider.System, application.Logger);
        try
        {
            Arrange(application, parts, settings);
            await StartListeningAsync(application, settings, cancellation).ConfigureAwait(false);
            return new AnalyticsServer(application, parts);
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets the server, which answers already, write a few pages of the dashboard for nobody, so that the first one does not take longer than others. It goes on beside the requests where it takes long.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Waits no longer.</param>
    public async Task WarmUpAsync(TimeSpan patience, CancellationToken cancellation = default)
    {
        _warmUp = Task.Run(() => _parts.WarmUp(_application).RunAsync(Addresses[0], _stop.Token), CancellationToken.None);
        await Task.WhenAny(_warmUp, Task.Delay(patience, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Completes when the server is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _application.WaitForShutdownAsync(cancellation);

    /// <summary>Answers what has been received, writes what waits, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _warmUp.ConfigureAwait(false);
        _stop.Dispose();
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplicationBuilder Builder(ServerSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "telemetry-server", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, settings));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        // An address that is taken is told in one line by whoever starts the server, not as a stack trace by its host.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Plain));
        builder.Services.AddResponseCompression(Compress);
        ServerOpenApi.AddTo(builder.Services);
        return builder;
    }

    // Pages and their files only: answers to programs are small or are asked for from nearby. No page holds a secret that its length could tell.
    private static void Compress(ResponseCompressionOptions compression)
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/html", "text/css", "text/javascript"];
        compression.Providers.Add<BrotliCompressionProvider>();
        compression.Providers.Add<GzipCompressionProvider>();
    }

    private static ForwardedHeadersOptions ForwardingOf(ServerSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        return options;
    }

    private static void Arrange(WebApplication application, ServerParts parts, ServerSettings settings)
    {
        if (settings.TrustedProxies.Count > 0) application.UseForwardedHeaders(ForwardingOf(settings));
        application.UseMiddleware<RequestMetering>(parts.Meters);
        application.UseMiddleware<ErrorHandling>();
        application.UseResponseCompression();
        application.UseRouting();
        application.UseMiddleware<AccessControl>(parts.Callers, parts.Rate);
        parts.Map(HeadRequests.On(application));
    }

    private static void Configure(KestrelServerOptions kestrel, ServerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        // Bodies are bounded where they are read, with an answer that says so.
        kestrel.Limits.MaxRequestBodySize = null;
        // As long as other web servers wait: a slow sender that is hung up on and comes back costs more than one that is waited for.
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));
        foreach (var url in settings.Urls) Listen(kestrel, url);
    }

    private static void Listen(KestrelServerOptions kestrel, Uri url)
    {
        if (url.Host == "localhost") kestrel.ListenLocalhost(url.Port, RefuseGrpc);
        else if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, url.Port, RefuseGrpc);
        else kestrel.ListenAnyIP(url.Port, RefuseGrpc);
    }

    private static void RefuseGrpc(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        var log = listen.ApplicationServices.GetRequiredService<ILogger<GrpcRefusal>>();
        var refusal = new GrpcRefusal(log, listen.KestrelServerOptions.Limits.KeepAliveTimeout);
        listen.Use(next => connection => refusal.RunAsync(connection, next));
    }

    private static async Task StartListeningAsync(WebApplication application, ServerSettings settings, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new ServerException(
                ServerDiagnostics.CannotListen, $"Cannot listen on {string.Join(", ", settings.Urls)}: {error.Message}", "Stop what uses the port, or choose another: --urls http://127.0.0.1:5081");
        }
    }
}
