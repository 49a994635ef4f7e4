using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>What <c>status</c> says.</summary>
/// <param name="Location">The store and its consent.</param>
/// <param name="Attached">Files that attach the build logger here.</param>
/// <param name="Streams">The streams that the store holds.</param>
internal sealed record ToolStatus(StoreLocation Location, IReadOnlyList<string> Attached, IReadOnlyList<StreamStatus> Streams)
{
    /// <summary>Whether anything was recorded.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (var stream in Streams)
            {
                if (stream.Events > 0) return false;
            }

            return true;
        }
    }

    /// <summary>Looks at the store that was named, or applies here.</summary>
    public static ToolStatus Read(string? store, ToolHost host)
    {
        var location = Stores.Locate(store, host);
        return new ToolStatus(location, Attachments.Files(host), StreamCounts.Of(location, host));
    }
}
