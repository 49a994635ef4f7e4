using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// The runs that tasks of one node measured in one build, where no logger listens. MSBuild disposes it when the build ends, also after a failure,
/// which no target would hear of: what is still running then has failed.
/// </summary>
internal sealed class NodeRuns : IDisposable
{
    // Contains(outer, inner): a run of the first is made of runs of the second.
    private static readonly string[] Containers = ["Rebuild", "Publish", "Pack", "VSTest"];

    private readonly Lock _lock = new();
    private readonly BuildSink _sink;
    private readonly Interrupt _interrupt = new();
    private readonly Dictionary<string, List<OpenRun>> _open = [];
    private readonly Dictionary<string, List<BuildSpan>> _ended = [];

    public NodeRuns(BuildSink sink) => _sink = sink;

    /// <summary>The node's runs of this build, or null where telemetry is off.</summary>
    public static NodeRuns? Of(IBuildEngine engine)
    {
        if (engine is not IBuildEngine4 registry) return null;

        // The location is part of the key: two versions of this assembly in one build do not know each other's types.
        var key = typeof(NodeRuns).AssemblyQualifiedName + typeof(NodeRuns).Assembly.Location;
        if (registry.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is NodeRuns known) return known;
        if (BuildSink.OpenIfEnabled() is not { } sink) return null;
        var runs = new NodeRuns(sink);
        registry.RegisterTaskObject(key, runs, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return runs;
    }

    /// <summary>Begins a run, unless it is part of one that is open.</summary>
    public void Start(ProjectKey project, string target, string? domain, RunHook hook, DateTime start)
    {
        var name = RunNames.Target(target);
        lock (_lock)
        {
            var open = ListOf(_open, project.Id);
            if (open.Find(run => run.Is(name)) is { } same)
            {
                if (hook == RunHook.None) same.Depth++;
                same.Domain ??= domain;
                return;
            }

            if (hook.IsEntry() && (open.Exists(run => run.Hook.IsEntry()) || IsPartOfOuter(project, hook))) return;
            var outer = hook == RunHook.Outer ? OuterBuild.Begin(project.ProjectFile) : null;
            open.Add(new OpenRun(name, domain, hook, hook.IsEntry() ? StartOfParts(project, name) ?? start : start) { Outer = outer });
        }
    }

    /// <summary>Ends a run; does nothing where it is not open.</summary>
    public void Stop(ProjectKey project, string target, int exitCode, RunHook hook, DateTime end)
    {
        var name = RunNames.Target(target);
        lock (_lock)
        {
            var open = ListOf(_open, project.Id);
            if (open.Find(run => run.Is(name)) is not { } run) return;
            if (hook == RunHook.None && run.Depth > 0)
            {
                run.Depth--;
                return;
            }

            open.Remove(run);
            run.Dispose();
            var span = run.End(end, exitCode);

            // Build may yet turn out to have been the first part of Publish.
            if (run.Hook.IsEntry()) ListOf(_ended, project.Id).Add(span);
            else _sink.Write([span], buildId: null);
        }
    }

    /// <summary>A command failed in a project: its exit code is that of the runs around it, if they end with it.</summary>
    public void Failed(ProjectKey project, int exitCode, DateTime time)
    {
        lock (_lock)
        {
            foreach (var run in ListOf(_open, project.Id)) run.Failure = (exitCode, time);
        }
    }

    /// <summary>The build is over.</summary>
    public void Dispose()
    {
        try
        {
            using (_interrupt) Close(DateTime.UtcNow);
            _sink.Dispose();
        }
        catch (Exception)
        {
            // An exception here would reach the build.
        }
    }

    private void Close(DateTime end)
    {
        lock (_lock)
        {
            var failed = _open.Values.SelectMany(runs => runs).Select(run => Unfinished(run, end));
            _sink.Write([.. _ended.Values.SelectMany(spans => spans).Concat(failed).OrderBy(span => span.Start)], buildId: null);
            _open.Clear();
            _ended.Clear();
        }
    }

    private BuildSpan Unfinished(OpenRun run, DateTime end)
    {
        run.Dispose();
        if (_interrupt.Happened) return run.End(end, FailureCode.Cancelled);
        return run.Failure is { } failure ? run.End(failure.Time, failure.ExitCode) : run.End(end, FailureCode.Unknown);
    }

    private static bool IsPartOfOuter(ProjectKey project, RunHook hook) => hook == RunHook.Inner && OuterBuild.Exists(project.ProjectFile);

    /// <summary>Takes what a containing target is made of out of the ended runs, and says when the first of them began.</summary>
    private DateTime? StartOfParts(ProjectKey project, string name)
    {
        var ended = ListOf(_ended, project.Id);
        if (ended.Count == 0 || !Containers.Contains(name)) return null;
        var parts = ended.FindAll(span => !Containers.Contains(span.Target));
        ended.RemoveAll(parts.Contains);
        return parts.Count == 0 ? null : parts.Min(span => span.Start);
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        return list;
    }
}
