using System.Reflection;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// The project that a task runs in. MSBuild tells a task the file that calls it, which for a hook is the package's own, and nothing of the target that the hook is for;
/// so this looks behind the engine's interface, and goes without where there is nothing to be found.
/// </summary>
internal static class RunningProject
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>The project, or null where this MSBuild keeps it elsewhere.</summary>
    public static ProjectInstance? Of(IBuildEngine engine)
    {
        try
        {
            var request = engine.GetType().GetField("_requestEntry", Hidden)?.GetValue(engine);
            var configuration = request?.GetType().GetProperty("RequestConfiguration", Hidden)?.GetValue(request);
            return configuration?.GetType().GetProperty("Project", Hidden)?.GetValue(configuration) as ProjectInstance;
        }
        catch (Exception exception) when (exception is TargetInvocationException or InvalidOperationException or AmbiguousMatchException or IOException)
        {
            return null;
        }
    }

    /// <summary>Whether a target is known not to run, its condition being false: BeforeTargets and AfterTargets of such a target run all the same.</summary>
    public static bool Skips(IBuildEngine engine, string target)
    {
        try
        {
            return Of(engine) is { } project && project.Targets.TryGetValue(target, out var found) && found.Condition.Length > 0 && !project.EvaluateCondition(found.Condition);
        }
        catch (Exception exception) when (exception is Microsoft.Build.Exceptions.InvalidProjectFileException or InvalidOperationException)
        {
            return false;
        }
    }
}
