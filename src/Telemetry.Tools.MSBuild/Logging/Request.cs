namespace Telemetry.Tools.MSBuild;

/// <summary>One project asked to build some targets: everything between a ProjectStarted and its ProjectFinished.</summary>
internal class Request(Request? parent, string? domain, DateTime start)
{
    private Dictionary<int, TrackedTarget>? _running;
    private HashSet<string>? _tracked;

    public Request? Parent { get; } = parent;

    public string? Domain { get; } = domain;

    public DateTime Start { get; } = start;

    /// <summary>Remembers that a target's runs are to be recorded; told by the hook that runs before it.</summary>
    public void Track(string target) => (_tracked ??= new(StringComparer.OrdinalIgnoreCase)).Add(target);

    public bool IsTracked(string target) => _tracked is not null && _tracked.Contains(target);

    public void Begin(int targetId, string target, DateTime start) => (_running ??= [])[targetId] = new(target, start);

    /// <summary>Ends a tracked target's run; null where the target is none.</summary>
    public TrackedTarget? End(int targetId) => _running is not null && _running.Remove(targetId, out var target) ? target : null;

    /// <summary>Takes what is still running, as a cancelled build leaves it.</summary>
    public IEnumerable<TrackedTarget> EndAll()
    {
        var running = _running?.Values.ToArray() ?? [];
        _running = null;
        return running;
    }

    /// <summary>A program's exit code, from an error in this request or below it.</summary>
    public virtual void Failed(int exitCode)
    {
        if (_running is null) return;
        foreach (var target in _running.Values) target.ExitCode = exitCode;
    }
}

/// <summary>A run of a tracked target.</summary>
internal sealed class TrackedTarget(string name, DateTime start)
{
    public string Name { get; } = name;

    public DateTime Start { get; } = start;

    public int? ExitCode { get; set; }
}
