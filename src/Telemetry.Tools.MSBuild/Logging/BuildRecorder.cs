using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>Turns the events of one build into its runs: the entries, and each run of a tracked target. One instance a build; events come one after the other.</summary>
internal sealed class BuildRecorder(Interrupt interrupt)
{
    private const string HookPrefix = "_TelemetryBegin";

    private readonly Dictionary<long, Request> _requests = [];
    private readonly List<EntryRequest> _entries = [];
    private readonly List<BuildSpan> _tracked = [];
    private bool _cancelled;

    /// <summary>The build was interrupted: what fails from now on was cancelled.</summary>
    public void Cancel() => _cancelled = true;

    public void ProjectStarted(ProjectStartedEventArgs e)
    {
        if (ContextKey.Of(e.BuildEventContext) is not { } key || _requests.ContainsKey(key)) return;
        var parent = ContextKey.Of(e.ParentProjectBuildEventContext) is { } above ? Find(above) : null;
        var domain = GlobalDomain.Of(e.GlobalProperties) ?? parent?.Domain;
        var start = TimeOf(e);
        if (ContextKey.Of(e.ParentProjectBuildEventContext) is not null)
        {
            _requests.Add(key, new Request(parent, domain, start));
            return;
        }

        var isRestore = e.GlobalProperties?.ContainsKey("MSBuildRestoreSessionId") == true;
        var entry = new EntryRequest(e.ProjectFile, e.TargetNames, domain, isRestore, start);
        _requests.Add(key, entry);
        _entries.Add(entry);
    }

    public void ProjectFinished(ProjectFinishedEventArgs e)
    {
        if (ContextKey.Of(e.BuildEventContext) is not { } key || !_requests.Remove(key, out var request)) return;
        var end = TimeOf(e);
        Close(request, end);
        if (request is EntryRequest entry) entry.Finished(e.Succeeded, IsCancelled, end);
    }

    public void TargetStarted(TargetStartedEventArgs e)
    {
        if (Find(e.BuildEventContext) is not { } request) return;
        if (e.TargetName.StartsWith(HookPrefix, StringComparison.Ordinal) && e.BuildReason == TargetBuiltReason.BeforeTargets && !string.IsNullOrEmpty(e.ParentTarget))
        {
            request.Track(e.ParentTarget);
            return;
        }

        // Thousands of targets come by here, of which few are recorded; an event's time costs two looks at the time zone, so only those are asked for it.
        if (request is EntryRequest entry)
        {
            entry.TargetStarted(e.TargetName, e.ParentTarget, e.BuildReason, TimeOf(e));
            if (entry.IsEntry(e.TargetName)) return;
        }

        if (request.IsTracked(e.TargetName)) request.Begin(e.BuildEventContext!.TargetId, e.TargetName, TimeOf(e));
    }

    public void TargetFinished(TargetFinishedEventArgs e)
    {
        if (Find(e.BuildEventContext) is not { } request) return;
        (request as EntryRequest)?.TargetFinished(e.TargetName, e.Succeeded, TimeOf(e));
        if (request.End(e.BuildEventContext!.TargetId) is { } target) Add(request, target, e.Succeeded, TimeOf(e));
    }

    public void ErrorRaised(BuildErrorEventArgs e)
    {
        if (FailureCode.In(e.Code, e.Message) is not { } code) return;
        for (var request = Find(e.BuildEventContext); request is not null; request = request.Parent) request.Failed(code);
    }

    public void WarningRaised(BuildWarningEventArgs e)
    {
        // "Terminating the task executable because the build was canceled": the only word of it that every MSBuild sends to loggers.
        if (e.Code == "MSB5021") Cancel();
    }

    /// <summary>Ends the build and says what ran, in order of time.</summary>
    public IReadOnlyList<BuildSpan> Finish(DateTime end)
    {
        foreach (var request in _requests.Values)
        {
            Close(request, end);
            (request as EntryRequest)?.Finished(succeeded: false, IsCancelled, end);
        }

        _requests.Clear();
        List<BuildSpan> runs = [.. EntryLines.Of(_entries), .. _tracked];

        // Each build comes by here: Sort is compiled beforehand, OrderBy is not. Of equal starts the longer run comes first.
        runs.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.End.CompareTo(left.End));
        return runs;
    }

    private bool IsCancelled => _cancelled || interrupt.Happened;

    private static DateTime TimeOf(BuildEventArgs e) => e.Timestamp.ToUniversalTime();

    private Request? Find(BuildEventContext? context) => ContextKey.Of(context) is { } key ? Find(key) : null;

    private Request? Find(long key) => _requests.TryGetValue(key, out var request) ? request : null;

    private void Close(Request request, DateTime end)
    {
        foreach (var target in request.EndAll()) Add(request, target, succeeded: false, end);
    }

    private void Add(Request request, TrackedTarget target, bool succeeded, DateTime end)
    {
        var exitCode = succeeded ? 0 : IsCancelled ? FailureCode.Cancelled : target.ExitCode ?? FailureCode.Unknown;
        _tracked.Add(new BuildSpan(target.Name, request.Domain, target.Start, end, exitCode));
    }
}
