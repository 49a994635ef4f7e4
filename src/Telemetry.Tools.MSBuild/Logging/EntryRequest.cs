using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>The request that a command line makes: nobody's child. Its targets are the entries of a build.</summary>
/// <remarks>
/// A target's own events say little: <c>Build</c> takes 0 ms, since all its work is in its dependencies, and there is no event for it at all when one of them fails.
/// So an entry lasts from the end of the one before to its own end, and the request's outcome tells the rest.
/// </remarks>
internal sealed class EntryRequest : Request
{
    private readonly string[] _asked;
    private readonly Dictionary<string, EntryTarget> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> _parents = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _defaults = [];
    private readonly Lazy<IReadOnlyList<string>> _declaredDefaults;
    private string? _lastFailed;
    private int? _exitCode;

    public EntryRequest(string? projectFile, string? targetNames, string? domain, bool isRestore, DateTime start)
        : base(null, domain, start)
    {
        _asked = targetNames?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        IsRestore = isRestore;
        _declaredDefaults = new(() => DefaultTargets.Of(projectFile));
    }

    public bool IsRestore { get; }

    public DateTime? Finish { get; private set; }

    private bool Succeeded { get; set; }

    private bool WasCancelled { get; set; }

    public bool IsEntry(string target) => Contains(_asked, target) || Contains(_defaults, target);

    public void TargetStarted(string target, string? parent, TargetBuiltReason reason, DateTime start)
    {
        if (IsDefault(target, parent, reason)) _defaults.Add(target);
        _parents.TryAdd(target, parent);
        if (IsEntry(target)) _targets.TryAdd(target, new EntryTarget(start));
    }

    public void TargetFinished(string target, bool succeeded, DateTime end)
    {
        if (!succeeded) _lastFailed = target;
        if (!_targets.TryGetValue(target, out var entry) || entry.End is not null) return;
        entry.End = end;
        entry.ExitCode = succeeded ? 0 : _exitCode;
        if (succeeded) _exitCode = null;
    }

    public override void Failed(int exitCode)
    {
        base.Failed(exitCode);
        _exitCode = exitCode;
    }

    public void Finished(bool succeeded, bool wasCancelled, DateTime end)
    {
        if (Finish is not null) return;
        Finish = end;
        Succeeded = succeeded;
        WasCancelled = wasCancelled && !succeeded;
    }

    /// <summary>The names that were asked for; the default targets where none was.</summary>
    public IReadOnlyList<string> Names => _asked.Length > 0 ? [.. _asked.Distinct(StringComparer.OrdinalIgnoreCase)]
        : Succeeded ? _defaults
        : [.. _declaredDefaults.Value.Union(_defaults, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The runs of this request. A target whose condition was false is none; one that was never reached neither.</summary>
    public IReadOnlyList<BuildSpan> Spans()
    {
        var names = Names;
        var failed = Succeeded ? null : Blamed(names);
        var last = failed ?? names.LastOrDefault(_targets.ContainsKey);
        var spans = new List<BuildSpan>();
        var cursor = Start;
        foreach (var name in names)
        {
            if (Same(name, failed) || _targets.ContainsKey(name))
            {
                var span = Span(name, cursor, isLast: Same(name, last), isFailed: Same(name, failed));
                spans.Add(span);
                if (span.End > cursor) cursor = span.End;
            }

            if (Same(name, failed)) break;
        }

        return spans;
    }

    private BuildSpan Span(string name, DateTime cursor, bool isLast, bool isFailed)
    {
        var target = _targets.GetValueOrDefault(name);
        var end = isLast ? Finish ?? cursor : target?.End ?? cursor;
        var exitCode = isFailed ? CodeOfFailure(target) : 0;

        // An entry that another one had already run as its dependency keeps the time of its own body.
        return target?.End < cursor && !isFailed
            ? new BuildSpan(name, Domain, target.Start, target.End.Value, exitCode)
            : new BuildSpan(name, Domain, cursor, end, exitCode);
    }

    private int CodeOfFailure(EntryTarget? target)
    {
        if (WasCancelled) return FailureCode.Cancelled;
        return target?.ExitCode is { } own and not 0 ? own : _exitCode ?? FailureCode.Unknown;
    }

    /// <summary>The entry that a failure belongs to: upwards from the target that failed; else the first one that others ran for; else the first that did not run.</summary>
    private string? Blamed(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var target = _lastFailed; target is not null && seen.Add(target); target = _parents.GetValueOrDefault(target))
        {
            if (Contains(names, target)) return target;
        }

        var waiting = names.Where(name => !_targets.ContainsKey(name)).ToList();
        return waiting.Find(name => _parents.Values.Any(parent => Same(parent, name))) ?? waiting.FirstOrDefault() ?? (names.Count > 0 ? names[^1] : null);
    }

    // Newer MSBuilds give the reason a name of its own; older ones say None, as they do of other targets without a parent.
    private bool IsDefault(string target, string? parent, TargetBuiltReason reason) =>
        _asked.Length == 0 && string.IsNullOrEmpty(parent) && !Contains(_defaults, target)
        && (reason == TargetBuiltReason.None ? Contains(_declaredDefaults.Value, target) : reason.ToString() == "DefaultTargets");

    private static bool Contains(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed class EntryTarget(DateTime start)
    {
        public DateTime Start { get; } = start;

        public DateTime? End { get; set; }

        public int? ExitCode { get; set; }
    }
}
