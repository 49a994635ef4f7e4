using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemetry.Tools.Server;

/// <summary>Lets whatever can be read be asked for its headers too: load balancers and <c>curl -I</c> do. The web server sends no body then.</summary>
internal static class HeadRequests
{
    public static IEndpointRouteBuilder On(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(Allow);
        return group;
    }

    private static void Allow(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is not { HttpMethods: ["GET"] } only) return;
        endpoint.Metadata.Remove(only);
        endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }
}
