using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>One request of one node: what every project, target and task event of a build can be traced to.</summary>
internal readonly record struct ContextKey(int NodeId, int ProjectContextId)
{
    public static ContextKey? Of(BuildEventContext? context) =>
        context is null || context.ProjectContextId == BuildEventContext.InvalidProjectContextId ? null : new(context.NodeId, context.ProjectContextId);
}
