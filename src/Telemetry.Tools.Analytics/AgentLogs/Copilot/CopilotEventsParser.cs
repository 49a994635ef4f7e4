using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Reads Copilot CLI's <c>events.jsonl</c>. Usage stands in <c>session.shutdown</c> only, by model and summed up over the times the
/// session was resumed; a session that crashed left none.
/// </summary>
internal sealed class CopilotEventsParser : LogParser
{
    private const string MeterPrefix = "meter:";

    private readonly Dictionary<string, CopilotMetrics> _previous = new(StringComparer.Ordinal);
    private string? _session;
    private string? _project;
    private string? _branch;
    private DateTimeOffset? _lastTime;

    public CopilotEventsParser(LogFile file, ProjectNames projects, IReadOnlyDictionary<string, string>? carry)
        : base(file, projects)
    {
        _session = Path.GetFileName(Path.GetDirectoryName(file.Path));
        if (carry is null) return;
        _session = carry.GetValueOrDefault("session") ?? _session;
        _project = carry.GetValueOrDefault("project");
        _branch = carry.GetValueOrDefault("branch");
        foreach (var (key, value) in carry)
        {
            if (key.StartsWith(MeterPrefix, StringComparison.Ordinal)) _previous[key[MeterPrefix.Length..]] = CopilotMetrics.Parse(value);
        }
    }

    public override void Complete()
    {
        var carry = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_session is not null) carry["session"] = _session;
        if (_project is not null) carry["project"] = _project;
        if (_branch is not null) carry["branch"] = _branch;
        foreach (var (model, metrics) in _previous) carry[MeterPrefix + model] = metrics.ToString();
        Result.Carry = carry;
    }

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line) =>
        line.IndexOf("\"session.shutdown\""u8) >= 0 || line.IndexOf("\"session.start\""u8) >= 0 || line.IndexOf("\"session.resume\""u8) >= 0;

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        string? type = null;
        DateTimeOffset? time = null;
        var data = new CopilotEventData();
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8)) type = JsonFields.Text(ref reader, "session.shutdown");
            else if (reader.ValueTextEquals("timestamp"u8)) time = JsonFields.Time(ref reader);
            else if (reader.ValueTextEquals("data"u8)) data.Read(ref reader);
            else reader.Skip();
        }

        Finish(ref reader);
        _lastTime = time ?? _lastTime;
        if (type is "session.start" or "session.resume") TakeStart(data);
        if (type != "session.shutdown") return null;
        if (data.Problem is not null) return data.Problem;
        foreach (var (model, metrics) in data.Models) Add(model, metrics, time);
        return null;
    }

    private void TakeStart(CopilotEventData data)
    {
        if (data.SessionId is not null && data.SessionId != _session)
        {
            _session = data.SessionId;
            _previous.Clear();
        }

        _project = Projects.Of(data.GitRoot ?? data.Cwd) ?? _project;
        _branch = data.Branch ?? _branch;
    }

    private void Add(string model, CopilotMetrics metrics, DateTimeOffset? time)
    {
        var before = _previous.GetValueOrDefault(model);
        _previous[model] = metrics;

        // Compaction begins the count anew.
        var used = metrics.IsBelow(before) ? metrics : metrics - before;
        if (used.Input == 0 && used.Output == 0 && used.CacheRead == 0)
        {
            Result.Repeats++;
            return;
        }

        var at = time ?? _lastTime ?? File.ModifiedTime;
        Result.Records.Add(new UsageRecord
        {
            Source = AgentSource.Copilot,
            Key = string.Create(CultureInfo.InvariantCulture, $"copilot:{_session}:{model}:{metrics}:{time?.UtcTicks ?? 0}"),
            Timestamp = at,
            TimestampApproximated = time is null,
            Provider = "github_copilot",
            Model = model,
            SessionId = _session,
            Project = _project,
            Branch = _branch,
            Tokens = used.Tokens,
            KnowsReasoning = true,
            Requests = Math.Max(1, used.Requests),
        });
    }
}
