using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>Where a task's steps go: to the logger that listens to this build, else to the node's own runs. Never fails its task.</summary>
internal sealed class StepClock
{
    private readonly IBuildEngine _engine;
    private readonly RunHook _hook;

    private StepClock(IBuildEngine engine, RunHook hook) => (_engine, _hook) = (engine, hook);

    public static StepClock Of(IBuildEngine engine, string? hook) => new(engine, RunHooks.Parse(hook));

    public void Start(string target, string? domain) => Guard(() =>
    {
        if (StepNotes.OfListeningLogger() is { } notes)
        {
            if (_hook == RunHook.None) notes.Start(ProjectKey.Of(_engine).Id, target, RunNames.Domain(domain), DateTime.UtcNow);
            return;
        }

        if (_hook != RunHook.None && RunningProject.Skips(_engine, target)) return;
        var instance = ProjectKey.Of(_engine);
        NodeRuns.Of(_engine)?.Start(instance, target, RunNames.Domain(domain) ?? instance.Domain, _hook, DateTime.UtcNow);
    });

    public void Stop(string target, int exitCode) => Guard(() =>
    {
        if (StepNotes.OfListeningLogger() is { } notes)
        {
            if (_hook == RunHook.None) notes.Stop(ProjectKey.Of(_engine).Id, target, exitCode, DateTime.UtcNow);
            return;
        }

        NodeRuns.Of(_engine)?.Stop(ProjectKey.Of(_engine), target, exitCode, _hook, DateTime.UtcNow);
    });

    /// <summary>A command's exit code, which is that of every run around it that this failure ends.</summary>
    public void Failed(int exitCode) => Guard(() =>
    {
        if (StepNotes.OfListeningLogger() is null) NodeRuns.Of(_engine)?.Failed(ProjectKey.Of(_engine), exitCode, DateTime.UtcNow);
    });

    private static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
            // Telemetry never breaks the build that it watches.
        }
    }
}
