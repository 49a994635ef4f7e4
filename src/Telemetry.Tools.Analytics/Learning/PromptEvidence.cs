namespace Telemetry.Tools.Analytics;

/// <summary>What is known of one prompt: all its runs, its errors, and how versions and models compare.</summary>
/// <param name="promptId">The prompt.</param>
public sealed class PromptEvidence(string promptId)
{
    // A message that differs each time must not fill the memory: what is beyond is added up.
    private const int MaxErrors = 1_000;
    private const string OtherErrors = "(others)";

    private readonly Dictionary<string, ErrorTally> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunTally> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunTally> _models = new(StringComparer.Ordinal);

    /// <summary>The prompt.</summary>
    public string PromptId { get; } = promptId;

    /// <summary>All runs.</summary>
    public RunTally All { get; } = new();

    /// <summary>The failed runs.</summary>
    public RunTally Failed { get; } = new();

    /// <summary>Errors, the most frequent first.</summary>
    public IEnumerable<ErrorTally> Errors => _errors.Values.OrderByDescending(error => error.Count).ThenBy(error => error.Fingerprint, StringComparer.Ordinal);

    /// <summary>Kinds of errors, the most frequent first.</summary>
    public IEnumerable<(ErrorKind Kind, long Count)> Kinds => _errors.Values
        .GroupBy(error => error.Kind)
        .Select(kind => (kind.Key, kind.Sum(error => error.Count)))
        .OrderByDescending(kind => kind.Item2).ThenBy(kind => kind.Key.Id, StringComparer.Ordinal);

    /// <summary>Versions that are named, the one that ran last at the end.</summary>
    public IEnumerable<KeyValuePair<string, RunTally>> Versions => _versions.OrderBy(version => version.Value.Last).ThenBy(version => version.Key, StringComparer.Ordinal);

    /// <summary>Models that are named, the most used first.</summary>
    public IEnumerable<KeyValuePair<string, RunTally>> Models => _models.OrderByDescending(model => model.Value.Runs).ThenBy(model => model.Key, StringComparer.Ordinal);

    /// <summary>Reads all runs of a store, by prompt.</summary>
    /// <param name="store">The store.</param>
    /// <param name="since">Start, inclusive.</param>
    /// <param name="until">End, exclusive.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public static IReadOnlyList<PromptEvidence> Read(EventStore store, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var prompts = new Dictionary<string, PromptEvidence>(StringComparer.Ordinal);
        foreach (var run in store.Read<PromptRun>(since, until))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!prompts.TryGetValue(run.PromptId, out var prompt)) prompts[run.PromptId] = prompt = new PromptEvidence(run.PromptId);
            prompt.Add(run);
        }

        return [.. prompts.Values.OrderBy(prompt => prompt.PromptId, StringComparer.Ordinal)];
    }

    private void Add(PromptRun run)
    {
        All.Add(run.Ts, !run.Success);
        if (run.Version is { } version) Of(_versions, version).Add(run.Ts, !run.Success);
        // A call that failed often names no model: counted as one, "none" would look like the worst.
        if (run.Model is { } model) Of(_models, model).Add(run.Ts, !run.Success);
        if (run.Success) return;
        Failed.Add(run.Ts, true);
        // What others recorded may hold what ours would have masked.
        var error = ErrorText.Of(run.Error);
        ErrorOf(ErrorFingerprint.Of(error)).Add(run.Ts, error);
    }

    private static RunTally Of(Dictionary<string, RunTally> tallies, string name) =>
        tallies.TryGetValue(name, out var tally) ? tally : tallies[name] = new RunTally();

    private ErrorTally ErrorOf(string fingerprint)
    {
        if (_errors.TryGetValue(fingerprint, out var known)) return known;
        var name = _errors.Count < MaxErrors ? fingerprint : OtherErrors;
        return _errors.TryGetValue(name, out known) ? known : _errors[name] = new ErrorTally(name);
    }
}
