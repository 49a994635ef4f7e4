using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the rollout logs of Codex CLI, and what <c>codex exec --json</c> prints. Gives out the rows that matter; <see cref="CodexUsage"/> makes requests of them.</summary>
internal sealed class CodexLogParser : LogParser
{
    private readonly CodexSession _session;
    private string? _model;
    private string? _project;
    private string? _tier;

    public CodexLogParser(LogFile file, ProjectNames projects, IReadOnlyDictionary<string, string>? carry)
        : base(file, projects)
    {
        _session = new CodexSession { Id = IdOf(file) };
        Result.Codex = _session;
        if (carry is not null) Restore(carry);
    }

    /// <summary>The id in <c>rollout-2026-05-01T00-00-00-0199….jsonl</c>, or the file's place, which is the same for an archived copy.</summary>
    internal static string IdOf(LogFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        return name.Length > 36 && Guid.TryParseExact(name[^36..], "D", out _) ? name[^36..] : Path.ChangeExtension(file.Relative, null);
    }

    public override void Complete() => (_session.Model, _session.Project, _session.Tier) = (_model, _project, _tier);

    /// <summary>What the next read must know, once <see cref="CodexUsage"/> has moved the counters on.</summary>
    public static Dictionary<string, string> Carry(CodexSession session)
    {
        var carry = new Dictionary<string, string> { ["id"] = session.Id, ["meter"] = session.Meter.Save() };
        if (session.HasOwnId) carry["own"] = "1";
        if (session.IsSubagent) carry["subagent"] = "1";
        if (session.IsFork) carry["fork"] = "1";
        Put(carry, "parent", session.ParentId);
        Put(carry, "agent", session.AgentType);
        Put(carry, "branch", session.Branch);
        Put(carry, "provider", session.Provider);
        Put(carry, "created", session.Created?.ToString("O", CultureInfo.InvariantCulture));
        Put(carry, "model", session.Model);
        Put(carry, "project", session.Project);
        Put(carry, "tier", session.Tier);
        return carry;
    }

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line)
    {
        // The bulk of a log; its type stands near the front.
        if (line[..Math.Min(line.Length, 96)].IndexOf("\"type\":\"response_item\""u8) >= 0) return false;
        return line.IndexOf("\"token_count\""u8) >= 0
            || line.IndexOf("\"turn_context\""u8) >= 0
            || line.IndexOf("\"session_meta\""u8) >= 0
            || line.IndexOf("\"task_started\""u8) >= 0
            || line.IndexOf("\"turn_started\""u8) >= 0
            || line.IndexOf("\"turn.completed\""u8) >= 0
            || line.IndexOf("\"thread.started\""u8) >= 0;
    }

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        var row = default(CodexRow);
        row.Read(ref reader, _model);
        Finish(ref reader);
        if (row.Problem is not null) return row.Problem;
        switch (row.Type)
        {
            case "session_meta": TakeHead(row); break;
            case "turn_context": TakeContext(row, number); break;
            case "event_msg" when row.PayloadType is "task_started" or "turn_started": Turn(row, number); break;
            case "event_msg" when row.PayloadType == "token_count": Count(row, number, row.Total, row.Last); break;
            case "thread.started": TakeThread(row, number); break;
            case "turn.completed": Count(row, number, row.Total, null); break;
            default: break;
        }

        return null;
    }

    private void TakeHead(in CodexRow row)
    {
        if (_session.HasOwnId)
        {
            if (row.Id is null || row.Id == _session.Id) return;
            _session.HoldsForeignHead = true;
            _session.ParentId ??= row.Id;
            return;
        }

        if (row.Id is not null)
        {
            _session.Id = row.Id;
            _session.HasOwnId = true;
        }

        _session.Created = row.StartTime ?? row.Time;
        _session.ParentId = row.ForkedFrom ?? row.SpawnedBy;
        if (_session.ParentId == _session.Id) _session.ParentId = null;
        _session.IsFork = row.ForkedFrom is not null && _session.ParentId is not null;
        _session.IsSubagent = row.IsSubagent;
        _session.AgentType = row.AgentType;
        _session.Branch = row.Branch;
        _session.Provider = row.Provider;
        _project = Projects.Of(row.Cwd);
        _model = row.Model ?? _model;
    }

    private void TakeContext(in CodexRow row, long number)
    {
        _model = row.Model ?? _model;
        _project = Projects.Of(row.Cwd) ?? _project;
        _tier = row.Tier ?? _tier;
        Turn(row, number);
    }

    // Output of several runs may stand in one file; each counts for itself.
    private void TakeThread(in CodexRow row, long number)
    {
        if (row.ThreadId is null) return;
        if (!_session.HasOwnId)
        {
            _session.Id = row.ThreadId;
            _session.HasOwnId = true;
        }

        _session.Items.Add(new CodexItem(CodexItemKind.Thread, number, row.Time, null, null, null, null, null, null) { ThreadId = row.ThreadId });
    }

    private void Turn(in CodexRow row, long number) =>
        _session.Items.Add(new CodexItem(CodexItemKind.Turn, number, row.Time, UuidTime.Of(row.TurnId), null, null, _model, _project, _tier));

    private void Count(in CodexRow row, long number, CodexTotals? total, CodexTotals? last)
    {
        if (total is null && last is null) return;
        _session.Items.Add(new CodexItem(CodexItemKind.Count, number, row.Time, null, total, last, row.Model ?? _model, _project, _tier));
    }

    private void Restore(IReadOnlyDictionary<string, string> carry)
    {
        _session.Id = carry.GetValueOrDefault("id") ?? _session.Id;
        _session.HasOwnId = carry.ContainsKey("own");
        _session.IsSubagent = carry.ContainsKey("subagent");
        _session.IsFork = carry.ContainsKey("fork");
        _session.ParentId = carry.GetValueOrDefault("parent");
        _session.AgentType = carry.GetValueOrDefault("agent");
        _session.Branch = carry.GetValueOrDefault("branch");
        _session.Provider = carry.GetValueOrDefault("provider");
        _session.Created = JsonFields.ParseTime(carry.GetValueOrDefault("created"));
        _session.IsPastReplay = true;
        if (carry.TryGetValue("meter", out var meter)) _session.Meter.Restore(meter);
        _model = carry.GetValueOrDefault("model");
        _project = carry.GetValueOrDefault("project");
        _tier = carry.GetValueOrDefault("tier");
    }

    private static void Put(Dictionary<string, string> carry, string name, string? value)
    {
        if (value is not null) carry[name] = value;
    }
}
