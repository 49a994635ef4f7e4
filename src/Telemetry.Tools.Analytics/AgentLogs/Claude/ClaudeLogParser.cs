using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Reads Claude Code's session logs. A request stands in several lines, one for each block of its answer, with growing output: all of
/// them are given out under one key, and <see cref="CallIndex"/> keeps the largest.
/// </summary>
internal sealed class ClaudeLogParser : LogParser
{
    private const string AdvisorMark = ":advisor";
    private const string CompactionMark = ":compaction";

    private readonly bool _isSubagentFile;
    private readonly string? _agentType;
    private readonly string? _folderProject;
    private string? _session;
    private string? _cwd;
    private string? _branch;
    private string? _model;
    private string? _tier;
    private DateTimeOffset? _lastTime;

    public ClaudeLogParser(LogFile file, ProjectNames projects, IReadOnlyDictionary<string, string>? carry)
        : base(file, projects)
    {
        var relative = file.Relative;
        _isSubagentFile = relative.Contains("/subagents/", StringComparison.Ordinal) || file.Name.StartsWith("agent-", StringComparison.Ordinal);
        _agentType = _isSubagentFile ? ClaudeAgentType.Of(file.Path) : null;
        _folderProject = FolderProject(relative);
        _model = carry?.GetValueOrDefault("model");
        _session = carry?.GetValueOrDefault("session");
        _lastTime = JsonFields.ParseTime(carry?.GetValueOrDefault("time"));
    }

    public override void Complete()
    {
        var carry = new Dictionary<string, string>();
        if (_model is not null) carry["model"] = _model;
        if (_session is not null) carry["session"] = _session;
        if (_lastTime is { } time) carry["time"] = time.ToString("O", CultureInfo.InvariantCulture);
        Result.Carry = carry.Count > 0 ? carry : null;
    }

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line) => line.IndexOf("\"usage\""u8) >= 0 || line.IndexOf("\"inputTokens\""u8) >= 0;

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        var row = default(ClaudeRow);
        ReadRow(ref reader, ref row);
        Finish(ref reader);
        if (row.Usage.Problem is { } problem && row.IsRequest) return problem;
        if (row.Timestamp is { } time) _lastTime = time;
        if (row.IsRequest) Add(row, number);
        return null;
    }

    private void ReadRow(ref Utf8JsonReader reader, ref ClaudeRow row)
    {
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("timestamp"u8)) row.Timestamp = JsonFields.Time(ref reader) ?? row.Timestamp;
            else if (reader.ValueTextEquals("sessionId"u8)) row.SessionId = JsonFields.Text(ref reader, _session);
            else if (reader.ValueTextEquals("requestId"u8)) row.RequestId = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("cwd"u8)) row.Cwd = JsonFields.Text(ref reader, _cwd);
            else if (reader.ValueTextEquals("gitBranch"u8)) row.Branch = JsonFields.Text(ref reader, _branch);
            else if (reader.ValueTextEquals("agentId"u8)) row.AgentId = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("uuid"u8)) row.Uuid = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("isSidechain"u8)) row.IsSidechain |= JsonFields.Flag(ref reader);
            else if (reader.ValueTextEquals("isApiErrorMessage"u8)) row.IsApiError = JsonFields.Flag(ref reader);
            else if (reader.ValueTextEquals("costUSD"u8)) row.CostUsd = JsonFields.Money(ref reader);
            else if (reader.ValueTextEquals("message"u8)) ReadMessage(ref reader, ref row);
            else if (reader.ValueTextEquals("data"u8)) ReadProgress(ref reader, ref row);
            else if (!ReadFlatCount(ref reader, ref row)) reader.Skip();
        }
    }

    // Lines of early versions hold the counts beside the message.
    private static bool ReadFlatCount(ref Utf8JsonReader reader, ref ClaudeRow row)
    {
        if (reader.ValueTextEquals("inputTokens"u8)) row.Usage.Input = JsonFields.Count(ref reader, ref row.Usage.Problem);
        else if (reader.ValueTextEquals("outputTokens"u8)) row.Usage.Output = JsonFields.Count(ref reader, ref row.Usage.Problem);
        else if (reader.ValueTextEquals("cacheCreationInputTokens"u8)) row.Usage.CacheWrite = JsonFields.Count(ref reader, ref row.Usage.Problem);
        else if (reader.ValueTextEquals("cacheReadInputTokens"u8)) row.Usage.CacheRead = JsonFields.Count(ref reader, ref row.Usage.Problem);
        else return false;
        row.HasUsage = true;
        return true;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ref ClaudeRow row)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                row.MessageId = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                row.Model = JsonFields.Text(ref reader, _model);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                row.HasUsage |= reader.TokenType == JsonTokenType.StartObject;
                row.Usage.Read(ref reader, ref _tier);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // Progress lines wrap a sub-agent's whole line: data.message = { type, timestamp, requestId, message: { … } }.
    private void ReadProgress(ref Utf8JsonReader reader, ref ClaudeRow row)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("message"u8) && JsonFields.Enter(ref reader))
            {
                row.IsSidechain = true;
                ReadRow(ref reader, ref row);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void Add(in ClaudeRow row, long number)
    {
        _session = row.SessionId ?? _session;
        _cwd = row.Cwd ?? _cwd;
        _branch = row.Branch ?? _branch;
        var inferred = row.Model is null && _model is not null;
        _model = row.Model ?? _model;
        var tokens = row.Usage.Tokens;
        var (key, alias) = Keys(row, number);
        if (tokens.Total > 0 || row.CostUsd > 0 || row.MessageId is not null) Result.Records.Add(Record(row, key, alias, tokens, _model, inferred, row.Usage.Speed, row.CostUsd));
        for (var i = 0; i < (row.Usage.Beside?.Count ?? 0); i++) AddBeside(row, i, key, alias, inferred);
    }

    private void AddBeside(in ClaudeRow row, int index, string key, string? alias, bool inferred)
    {
        var (isAdvisor, model, tokens) = row.Usage.Beside![index];
        if (tokens.Total == 0) return;
        var suffix = string.Create(CultureInfo.InvariantCulture, $"{(isAdvisor ? AdvisorMark : CompactionMark)}{index}");
        var (isInferred, speed) = isAdvisor ? (model is null, null) : (inferred && model is null, row.Usage.Speed);
        Result.Records.Add(Record(row, key + suffix, alias is null ? null : alias + suffix, tokens, model ?? _model, isInferred, speed, cost: null));
    }

    /// <summary>The message that a key of Claude Code's names, as copies of the call share it, and whether the key names the request, too.</summary>
    public static (string? Alias, bool HasFullKey) NameOf(string key)
    {
        const string Prefix = "claude:";
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return (null, true);
        var end = Math.Max(key.LastIndexOf(AdvisorMark, StringComparison.Ordinal), key.LastIndexOf(CompactionMark, StringComparison.Ordinal));
        if (end < 0) end = key.Length;
        var id = key[Prefix.Length..end];
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return ($"claude-message:{(colon > 0 ? id[..colon] : id)}{key[end..]}", colon > 0);
    }

    private (string Key, string? Alias) Keys(in ClaudeRow row, long number)
    {
        if (row.MessageId is not null)
        {
            var alias = $"claude-message:{row.MessageId}";
            return (row.RequestId is null ? $"claude:{row.MessageId}" : $"claude:{row.MessageId}:{row.RequestId}", alias);
        }

        if (row.RequestId is not null) return ($"claude-request:{row.RequestId}", null);
        return row.Uuid is not null
            ? ($"claude-row:{_session}:{row.Uuid}", null)
            : (string.Create(CultureInfo.InvariantCulture, $"claude-row:{_session ?? File.Relative}:{File.Name}:{number}"), null);
    }

    private UsageRecord Record(in ClaudeRow row, string key, string? alias, TokenCounts tokens, string? model, bool inferred, string? speed, decimal? cost) => new()
    {
        Source = AgentSource.Claude,
        Key = key,
        Alias = alias,
        HasFullKey = row.RequestId is not null,
        IsSidechain = row.IsSidechain || _isSubagentFile,
        Timestamp = row.Timestamp ?? _lastTime ?? File.ModifiedTime,
        TimestampApproximated = row.Timestamp is null,
        Provider = model is not null && model.StartsWith("claude", StringComparison.OrdinalIgnoreCase) ? "anthropic" : null,
        Model = model,
        ModelInferred = inferred,
        SessionId = _session ?? Path.GetFileNameWithoutExtension(File.Name),
        IsSubagent = row.IsSidechain || _isSubagentFile || row.AgentId is not null,
        AgentType = _agentType,
        Project = Projects.Of(_cwd) ?? _folderProject,
        Branch = _branch,
        Tokens = tokens,
        KnowsReasoning = row.Usage.KnowsThinking,
        ServiceTier = row.Usage.ServiceTier,
        Speed = speed,
        LoggedCostUsd = cost,
    };

    // A folder's name is a working directory with dashes for slashes, from which no name can be told; but some tools name it plainly.
    private static string? FolderProject(string relative)
    {
        const string Projects = "projects/";
        var start = relative.IndexOf(Projects, StringComparison.Ordinal);
        var rest = start < 0 ? relative : relative[(start + Projects.Length)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) return null;
        var name = rest[..slash];
        return name.StartsWith('-') || name.Contains("--", StringComparison.Ordinal) ? null : name;
    }
}
