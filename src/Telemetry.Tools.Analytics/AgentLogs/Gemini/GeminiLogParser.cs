using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Reads Gemini CLI's chats: one JSON document, or lines that say a message anew each time it changes (the last one counts). A message that
/// was rewound was paid for all the same. Also the <c>stats</c> of a headless run.
/// </summary>
internal sealed class GeminiLogParser : LogParser
{
    private const string StatsPrefix = "stats:";

    private readonly Dictionary<string, UsageRecord> _messages = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly string? _folderProject;
    private string? _session;
    private string? _project;
    private string? _model;
    private bool _isSubagent;
    private DateTimeOffset? _lastTime;
    private string? _problem;

    public GeminiLogParser(LogFile file, ProjectNames projects)
        : base(file, projects)
    {
        _folderProject = GeminiProject.Of(file, projects);
    }

    public override void Complete()
    {
        foreach (var key in _order) Result.Records.Add(Named(_messages[key]));

        // A later line may change any message.
        Result.StartOver = true;
    }

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line) =>
        line.IndexOf("\"tokens\""u8) >= 0 || line.IndexOf("\"sessionId\""u8) >= 0 || line.IndexOf("\"directories\""u8) >= 0;

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        _problem = null;
        ReadRecord(ref reader, number);
        Finish(ref reader);
        return _problem;
    }

    // A line is a head (sessionId …), a change of it ($set), or a message (id, tokens …); a document is a head with messages.
    private void ReadRecord(ref Utf8JsonReader reader, long number)
    {
        var message = default(Message);
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("sessionId"u8) || reader.ValueTextEquals("session_id"u8)) _session = JsonFields.Text(ref reader, _session) ?? _session;
            else if (reader.ValueTextEquals("kind"u8)) _isSubagent = JsonFields.Text(ref reader, "main") == "subagent";
            else if (reader.ValueTextEquals("directories"u8)) ReadDirectories(ref reader);
            else if (reader.ValueTextEquals("messages"u8)) ReadMessages(ref reader, number);
            else if (reader.ValueTextEquals("stats"u8)) ReadStats(ref reader);
            else if (!reader.ValueTextEquals("$set"u8)) message.Read(ref reader, _model, ref _problem);
            else if (JsonFields.Enter(ref reader)) ReadRecord(ref reader, number);
        }

        Add(message, number);
    }

    private void ReadMessages(ref Utf8JsonReader reader, long number)
    {
        if (!JsonFields.EnterArray(ref reader)) return;
        var index = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var message = default(Message);
            while (JsonFields.Next(ref reader)) message.Read(ref reader, _model, ref _problem);
            Add(message, (number * 1_000_000) + index++);
        }
    }

    private void ReadDirectories(ref Utf8JsonReader reader)
    {
        if (!JsonFields.EnterArray(ref reader)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) _project ??= Projects.Of(reader.GetString());
            else reader.Skip();
        }
    }

    // { "models": { "gemini-2.5-pro": { "api": { "totalRequests": 3 }, "tokens": { … } } } }
    private void ReadStats(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (!reader.ValueTextEquals("models"u8) || !JsonFields.Enter(ref reader))
            {
                reader.Skip();
                continue;
            }

            while (JsonFields.Next(ref reader)) ReadModelStats(ref reader);
        }
    }

    private void ReadModelStats(ref Utf8JsonReader reader)
    {
        var message = new Message { Model = reader.GetString(), Id = StatsPrefix + reader.GetString() };
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("tokens"u8)) message.Tokens = GeminiTokens.Read(ref reader, ref _problem);
            else if (reader.ValueTextEquals("api"u8)) message.Requests = ReadRequests(ref reader);
            else reader.Skip();
        }

        Add(message, 0);
    }

    private long ReadRequests(ref Utf8JsonReader reader)
    {
        long count = 0;
        if (!JsonFields.Enter(ref reader)) return count;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("totalRequests"u8)) count = JsonFields.Count(ref reader, ref _problem);
            else reader.Skip();
        }

        return count;
    }

    private void Add(in Message message, long number)
    {
        _lastTime = message.Time ?? _lastTime;
        if (message.Tokens is not { } tokens || _problem is not null) return;
        var counts = tokens.Tokens;
        if (counts.Total == 0) return;
        var inferred = message.Model is null && _model is not null;
        _model = message.Model ?? _model;
        var id = message.Id ?? string.Create(CultureInfo.InvariantCulture, $"{message.Time?.UtcTicks ?? number}");
        if (!_messages.ContainsKey(id)) _order.Add(id);
        else Result.Repeats++;
        _messages[id] = new UsageRecord
        {
            Source = AgentSource.Gemini,
            Key = id,
            Timestamp = message.Time ?? _lastTime ?? File.ModifiedTime,
            TimestampApproximated = message.Time is null,
            Provider = "google",
            Model = _model,
            ModelInferred = inferred,
            Tokens = counts,
            KnowsReasoning = true,
            Requests = Math.Max(1, message.Requests),
        };
    }

    // The head may say who the session is after its first messages.
    private UsageRecord Named(UsageRecord record)
    {
        var session = _session ?? Path.GetFileNameWithoutExtension(File.Name);
        return new UsageRecord
        {
            Source = record.Source,
            Key = KeyOf(record, session),
            Timestamp = record.Timestamp,
            TimestampApproximated = record.TimestampApproximated,
            Provider = record.Provider,
            Model = record.Model,
            ModelInferred = record.ModelInferred,
            SessionId = session,
            IsSubagent = _isSubagent,
            Project = _project ?? _folderProject,
            Tokens = record.Tokens,
            KnowsReasoning = true,
            Requests = record.Requests,
        };
    }

    // The sum of a run that does not name its session is told from others by its place and by what it sums up.
    private string KeyOf(UsageRecord record, string session)
    {
        if (_session is not null || !record.Key.StartsWith(StatsPrefix, StringComparison.Ordinal)) return $"gemini:{session}:{record.Key}";
        return string.Create(CultureInfo.InvariantCulture, $"gemini-run:{KeyHash.Of(File.Path):x}:{record.Key}:{record.Tokens.Prompt}/{record.Tokens.Output}");
    }

    private struct Message
    {
        public string? Id;
        public DateTimeOffset? Time;
        public string? Model;
        public GeminiTokens? Tokens;
        public long Requests;

        public void Read(ref Utf8JsonReader reader, string? lastModel, ref string? problem)
        {
            if (reader.ValueTextEquals("id"u8)) Id = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("timestamp"u8)) Time = JsonFields.Time(ref reader);
            else if (reader.ValueTextEquals("model"u8)) Model = JsonFields.Text(ref reader, lastModel);
            else if (reader.ValueTextEquals("tokens"u8)) Tokens = GeminiTokens.Read(ref reader, ref problem);
            else reader.Skip();
        }
    }
}
