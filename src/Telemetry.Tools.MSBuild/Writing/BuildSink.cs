namespace Telemetry.Tools.MSBuild;

/// <summary>Writes runs to the store that applies, with what the environment says of who ran them.</summary>
internal sealed class BuildSink : IDisposable
{
    private readonly EventStore _store;

    private BuildSink(EventStore store) => _store = store;

    /// <summary>The store that applies here, or null where telemetry is off.</summary>
    public static BuildSink? OpenIfEnabled()
    {
        var store = EventStore.Open();
        if (store.IsEnabled) return new(store);
        store.Dispose();
        return null;
    }

    /// <summary>Appends all runs in one write.</summary>
    public void Write(IReadOnlyList<BuildSpan> runs, Guid? buildId)
    {
        if (runs.Count == 0) return;
        var actor = Actor.Detect();
        var task = RunNames.Clean(Environment.GetEnvironmentVariable("TELEMETRY_TASK"));
        var attempt = RunNames.Clean(Environment.GetEnvironmentVariable("TELEMETRY_ATTEMPT"));
        _store.Append(runs.Select(run => new TargetRun
        {
            Timestamp = run.Start,
            Target = RunNames.Target(run.Target),
            Domain = run.Domain,
            DurationSeconds = Math.Round(run.Seconds, 6),
            ExitCode = run.ExitCode,
            Succeeded = run.Succeeded,
            BuildId = buildId,
            Actor = actor,
            Task = task,
            Attempt = attempt,
        }));
    }

    public void Dispose() => _store.Dispose();
}
