using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Telemetry.Tools.Server;

/// <summary>Tags that requests name.</summary>
internal static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> names a tag. Tags are compared weakly: a proxy that compresses makes a strong one weak.</summary>
    public static bool Holds(this StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(given => given.Equals(EntityTagHeaderValue.Any) || given.Tag == tag);
}
