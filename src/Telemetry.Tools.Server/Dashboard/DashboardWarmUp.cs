using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>
/// Asks the server that has just started for a few of its pages, so that its first visitor does not wait for code that is compiled as it is needed, and for files that are opened. The pages are
/// written for one of the tenants and go nowhere.
/// </summary>
internal sealed class DashboardWarmUp(IEnumerable<EndpointDataSource> endpoints, IServiceProvider services, Database database, ILogger log)
{
    private static readonly (string Path, string Query)[] Pages =
        [("/analytics", ""), ("/analytics/models", "?range=90d"), ("/analytics/errors", "?range=90d"), ("/analytics", "?range=90d"), ("/analytics/performance", ""), ("/analytics/alerts", "")];

    /// <summary>Asks for all, one after the other; stops between two. What fails is no harm: the first visitor will tell.</summary>
    /// <param name="address">Where the server listens.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task RunAsync(Uri address, CancellationToken stop)
    {
        try
        {
            var way = ReceiveAsync(address, stop);
            var caller = new Caller(null, "server", AnyTenant(), ServerRole.Viewer);
            foreach (var (path, query) in Pages)
            {
                stop.ThrowIfCancellationRequested();
                await ShowAsync(path, query, caller).ConfigureAwait(false);
            }

            await way.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops already.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogDebug(error, "The dashboard was not warmed up");
        }
    }

    private async Task ShowAsync(string path, string query, Caller caller)
    {
        var endpoint = endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().First(endpoint => endpoint.RoutePattern.RawText == path);
        var context = new DefaultHttpContext { RequestServices = services };
        (context.Request.Method, context.Request.Scheme, context.Request.Host) = (HttpMethods.Get, Uri.UriSchemeHttp, new HostString("localhost"));
        (context.Request.Path, context.Request.QueryString, context.Response.Body) = (path, new QueryString(query), Stream.Null);
        context.Features.Set(caller);
        context.SetEndpoint(endpoint);
        await endpoint.RequestDelegate!(context).ConfigureAwait(false);
    }

    // A whole request and its answer, past everything that stands before an endpoint; to a page that needs no key.
    private static async Task ReceiveAsync(Uri address, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(HostOf(address), address.Port, stop).ConfigureAwait(false);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /signin HTTP/1.1\r\nHost: localhost:{address.Port}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n"), stop).ConfigureAwait(false);
        await stream.CopyToAsync(Stream.Null, stop).ConfigureAwait(false);
    }

    private static string HostOf(Uri address) => address.Host switch
    {
        "0.0.0.0" => IPAddress.Loopback.ToString(),
        "[::]" => IPAddress.IPv6Loopback.ToString(),
        var host => host,
    };

    private string AnyTenant()
    {
        using var connection = database.OpenRead();
        using var command = connection.Command(null, "SELECT tenant FROM series LIMIT 1");
        return command.ExecuteScalar() as string ?? TenantNames.Default;
    }
}
