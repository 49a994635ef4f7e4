namespace Telemetry.Tools.Analytics;

/// <summary>One run of an import: finds the files that changed, reads them, joins the rows, writes what is new.</summary>
internal sealed class AgentImport
{
    // Bounds what is held of parsed files before it is written.
    private const long ChunkBytes = 128L * 1024 * 1024;
    private const int NamedRejects = 100;

    // One model call reported by several of an agent's files: the first file that told of a session goes on telling.
    private const string CopilotSession = "copilot-session:";

    private readonly IUsageStore _store;
    private readonly AgentImportRequest _request;
    private readonly PriceLookup _prices;
    private readonly AgentImportState _state;
    private readonly IProgress<ScanProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly List<RejectedLine> _rejectedLines = [];
    private long _rejected;
    private long _lines;
    private long _events;
    private long _duplicates;
    private long _bytes;
    private long _totalBytes;
    private int _files;
    private int _pending;
    private bool _isChanged;
    private SumsTaken? _sums;

    private AgentImport(
        IUsageStore store, AgentImportRequest request, AgentImportState state, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        (_store, _request, _state, _progress, _cancellationToken) = (store, request, state, progress, cancellationToken);
        _prices = request.Prices ?? new PriceLookup(PriceTable.Open(store.Root));
    }

    /// <summary>Runs an import; one at a time for each store.</summary>
    public static ImportResult Run(IUsageStore store, AgentImportRequest request, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var formats = AgentFormat.Of(request.Source);
        using var folder = AgentImportFolder.Enter(store.Root, cancellationToken);
        var import = new AgentImport(store, request, AgentImportState.Open(folder.StatePath), progress, cancellationToken);
        return import.Run(formats);
    }

    private ImportResult Run(IReadOnlyList<IAgentFormat> formats)
    {
        if (_store.Bytes < _state.StreamBytes) Reconcile();
        try
        {
            foreach (var format in formats) Run(format);
        }
        catch (OperationCanceledException)
        {
            Write();
            Save();
            throw;
        }

        Save();
        return new ImportResult(_request.Source, "llm-usage", _files, _lines, _events, _duplicates, _rejected, _rejectedLines, _pending);
    }

    private void Run(IAgentFormat format)
    {
        var named = _request.Paths is { Count: > 0 } paths ? paths : AgentSource.Exports.Contains(format.Source) ? [] : null;
        var (found, unreadable) = LogFileFinder.Find(named ?? AgentLocations.Of(format.Source, _request.Environment), format.Wants, _cancellationToken);
        foreach (var line in unreadable) Reject(line);
        var files = format.Choose(found);
        _files += files.Count;
        var (changed, open) = (new List<LogFile>(), new List<LogFile>());
        foreach (var file in files)
        {
            if (!_state.Files.TryGetValue(file.Path, out var known) || !known.IsSame(file)) changed.Add(file);
            else if (known.IsOpenFork) open.Add(file);
            else if (known.IsTorn) _pending++;
        }

        // What is new may be the parent or a sibling that tells where a fork's own work begins.
        if (changed.Count > 0) changed.AddRange(open);
        else _pending += open.Count(f => _state.Files[f.Path].IsTorn);

        _totalBytes += changed.Sum(f => f.Size);
        if (changed.Count > 0) Read(format, files, changed);
    }

    private void Read(IAgentFormat format, IReadOnlyList<LogFile> all, List<LogFile> changed)
    {
        if (_store.Bytes != _state.StreamBytes) Reconcile();
        var codex = new CodexFamily(all, _state);
        foreach (var chunk in Chunks(format, changed))
        {
            var parses = new (FileParse? Parse, FileState? State, string? Problem)[chunk.Count];
            var projects = new ProjectNames();
            var degree = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 4), CancellationToken = _cancellationToken };
            Parallel.For(0, chunk.Count, degree, i => parses[i] = Parse(format, chunk[i], projects));
            for (var i = 0; i < chunk.Count; i++) codex.Add(parses[i].Parse?.Codex);
            for (var i = 0; i < chunk.Count; i++) Take(chunk[i], parses[i], codex);
            Write();
        }
    }

    // Files in the order of their last change, so that of a conversation and its copies the original comes first; bounded in memory.
    private static IEnumerable<List<LogFile>> Chunks(IAgentFormat format, List<LogFile> files)
    {
        var ordered = format.Source == AgentSource.Copilot ? files : [.. files.OrderBy(f => f.Modified).ThenBy(f => f.Path, StringComparer.Ordinal)];
        var chunk = new List<LogFile>();
        long bytes = 0;
        foreach (var file in ordered)
        {
            chunk.Add(file);
            bytes += file.Size;
            if (bytes < ChunkBytes) continue;
            yield return chunk;
            (chunk, bytes) = ([], 0);
        }

        if (chunk.Count > 0) yield return chunk;
    }

    private (FileParse? Parse, FileState? State, string? Problem) Parse(IAgentFormat format, LogFile file, ProjectNames projects)
    {
        try
        {
            using var handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            var known = _state.Files.GetValueOrDefault(file.Path);
            var from = known is not null && known.CanGoOn(handle, RandomAccess.GetLength(handle)) ? known : null;
            var parse = format.Parse(file, handle, from, projects, _cancellationToken);
            Report(file, parse.Lines);
            return (parse, StateOf(file, parse, FileState.HeadOf(handle, parse.Offset), FileState.TailOf(handle, parse.Offset)), null);
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            return (null, null, LogFileFinder.Reason(error));
        }
        catch (UnreadableLogException error)
        {
            return (null, null, error.Message);
        }
    }

    private void Report(LogFile file, long lines)
    {
        var progress = new ScanProgress(Interlocked.Add(ref _bytes, file.Size), Interlocked.Read(ref _totalBytes), Interlocked.Add(ref _lines, lines));
        _progress?.Report(progress);
    }

    private static FileState StateOf(LogFile file, FileParse parse, UInt128 head, UInt128 tail) => new()
    {
        Size = file.Size,
        Modified = file.Modified,
        Offset = parse.Offset,
        Lines = parse.LinesBefore,
        IsTorn = parse.IsTorn,
        Head = head,
        Tail = tail,
    };

    private void Take(LogFile file, (FileParse? Parse, FileState? State, string? Problem) read, CodexFamily codex)
    {
        if (read.Parse is not { } parse)
        {
            Reject(new RejectedLine(file.Path, 0, read.Problem ?? "cannot be read"));
            return;
        }

        if (parse.Codex is { } session) codex.Resolve(file, parse, session);
        _rejected += parse.RejectedCount - parse.Rejected.Count;
        foreach (var line in parse.Rejected) Reject(line);
        _duplicates += parse.Repeats;
        _pending += parse.IsTorn ? 1 : 0;
        foreach (var found in parse.Records)
        {
            var record = found.IsSum ? (_sums ??= new SumsTaken(_store.Read())).Rest(found) : found;
            if (record is null || IsToldElsewhere(record) || !_state.Calls.Take(record)) _duplicates++;
        }

        _isChanged = true;
        _state.Files[file.Path] = read.State!.With(parse);
    }

    private bool IsToldElsewhere(UsageRecord record) => record.Source == AgentSource.Copilot && !IsFirstTeller(record.SessionId, record.Key);

    private bool IsFirstTeller(string? session, string key)
    {
        if (session is null) return true;
        var mine = key.StartsWith(CopilotDatabase.KeyPrefix, StringComparison.Ordinal) ? 0 : key.StartsWith("copilot-otel:", StringComparison.Ordinal) ? 1 : 2;
        return _state.Calls.Claim(CopilotSession + session, mine) == mine;
    }

    private void Reject(RejectedLine line)
    {
        _rejected++;
        if (_rejectedLines.Count < NamedRejects) _rejectedLines.Add(line);
    }

    // The stream is not as this state left it: others wrote to it, a run ended before it could save, or it was cleared.
    private void Reconcile()
    {
        var isThere = _state.LastKey is null;
        var known = new Dictionary<string, (TokenCounts Written, bool IsSidechain)>(StringComparer.Ordinal);
        var copilot = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var usage in _store.Read())
        {
            if (usage.DedupKey is null) continue;
            var (key, _) = UsageEvents.KeyOf(usage);
            isThere |= key == _state.LastKey;
            var (written, isSidechain) = known.GetValueOrDefault(key);
            known[key] = (written + UsageEvents.TokensOf(usage), isSidechain || usage.IsSubagent == true);
            if (usage is { Source: AgentSource.Copilot, SessionId: { } session }) copilot.TryAdd(session, key);
        }

        if (!isThere) _state.Forget();
        foreach (var (key, (written, isSidechain)) in known)
        {
            var (alias, hasFullKey) = ClaudeLogParser.NameOf(key);
            _state.Calls.Know(key, alias, written, isSidechain, hasFullKey);
        }

        foreach (var (session, key) in copilot) IsFirstTeller(session, key);
        _state.StreamBytes = _store.Bytes;
        _isChanged = true;
    }

    private void Write()
    {
        if (!_state.HasCalls || _state.Calls.PendingCount == 0) return;
        var events = _state.Calls.TakePending().Select(p => UsageEvents.Of(p.Row, p.Written, _prices, _store.Machine)).OrderBy(e => e.Timestamp).ToList();
        _store.Append(events);
        _events += events.Count;
        _state.LastKey = UsageEvents.KeyOf(events[^1]).Key;
        _state.StreamBytes = _store.Bytes;
    }

    private void Save()
    {
        if (!_isChanged) return;
        _state.StreamBytes = _store.Bytes;
        _state.Save();
    }
}
