using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>One request of one node: what every project, target and task event of a build can be traced to.</summary>
/// <remarks>A plain number, since a dictionary of plain numbers is compiled beforehand and one of our own structs is not; each build would pay for that.</remarks>
internal static class ContextKey
{
    /// <summary>The key of an event's context, or null where it has none.</summary>
    public static long? Of(BuildEventContext? context) =>
        context is null || context.ProjectContextId == BuildEventContext.InvalidProjectContextId ? null : ((long)context.NodeId << 32) | (uint)context.ProjectContextId;
}
