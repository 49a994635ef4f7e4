namespace Telemetry.Tools.Analytics;

/// <summary>Finds a session's parent and siblings among all logs, and reads those that this run has not read.</summary>
internal sealed class CodexFamily
{
    private const int MostSiblings = 16;

    private readonly Dictionary<string, LogFile> _fileOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LogFile>> _childrenOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodexSession?> _read = new(StringComparer.Ordinal);

    public CodexFamily(IReadOnlyList<LogFile> files, AgentImportState state)
    {
        foreach (var file in files)
        {
            var known = state.Files.GetValueOrDefault(file.Path);
            _fileOf.TryAdd(known?.Session ?? CodexLogParser.IdOf(file), file);
            if (known?.Parent is { } parent) AddChild(parent, file);
        }
    }

    /// <summary>Takes a session that this run has read.</summary>
    public void Add(CodexSession? session)
    {
        if (session is { IsPastReplay: false }) _read[session.Id] = session;
    }

    /// <summary>Makes requests of a session's rows.</summary>
    public void Resolve(LogFile file, FileParse parse, CodexSession session)
    {
        _fileOf.TryAdd(session.Id, file);
        CodexSession? parent = null;
        IReadOnlyList<CodexSession> siblings = [];
        if (session is { MayReplay: true, ParentId: { } parentId })
        {
            parent = Find(parentId);
            if (parent is null) siblings = Siblings(session, parentId);
        }

        CodexUsage.Resolve(file, parse, parent, siblings);
    }

    private CodexSession? Find(string id)
    {
        if (_read.TryGetValue(id, out var known)) return known;
        return _read[id] = _fileOf.TryGetValue(id, out var file) ? Read(file) : null;
    }

    private List<CodexSession> Siblings(CodexSession session, string parentId)
    {
        var siblings = _read.Values.Where(s => s?.ParentId == parentId && s.Id != session.Id).Take(MostSiblings).ToList();
        foreach (var file in _childrenOf.GetValueOrDefault(parentId) ?? [])
        {
            if (siblings.Count >= MostSiblings) break;
            if (Read(file) is { } sibling && sibling.Id != session.Id && siblings.All(s => s!.Id != sibling.Id)) siblings.Add(sibling);
        }

        return siblings!;
    }

    private static CodexSession? Read(LogFile file)
    {
        try
        {
            using var handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            return new CodexFormat().Parse(file, handle, null, new ProjectNames(), CancellationToken.None).Codex;
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            return null;
        }
    }

    private void AddChild(string parent, LogFile file)
    {
        if (!_childrenOf.TryGetValue(parent, out var children)) _childrenOf[parent] = children = [];
        children.Add(file);
    }
}
