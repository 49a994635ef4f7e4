using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>What matters of one line of a Codex log.</summary>
internal struct CodexRow
{
    public string? Type;
    public DateTimeOffset? Time;
    public string? PayloadType;
    public string? Id;
    public DateTimeOffset? StartTime;
    public string? Cwd;
    public string? Branch;
    public string? ForkedFrom;
    public string? SpawnedBy;
    public bool IsSubagent;
    public string? AgentType;
    public string? Provider;
    public string? Model;
    public string? Tier;
    public string? TurnId;
    public string? ThreadId;
    public CodexTotals? Total;
    public CodexTotals? Last;
    public string? Problem;

    /// <summary>Reads a line; the reader stands on its opening brace.</summary>
    public void Read(ref Utf8JsonReader reader, string? lastModel)
    {
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8)) Type = JsonFields.Text(ref reader, "event_msg");
            else if (reader.ValueTextEquals("timestamp"u8)) Time = JsonFields.Time(ref reader);
            else if (reader.ValueTextEquals("payload"u8)) ReadPayload(ref reader, lastModel);
            else if (reader.ValueTextEquals("thread_id"u8)) ThreadId = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("usage"u8)) Total = CodexTotals.Read(ref reader, ref Problem);
            else reader.Skip();
        }
    }

    private void ReadPayload(ref Utf8JsonReader reader, string? lastModel)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8)) PayloadType = JsonFields.Text(ref reader, "token_count");
            else if (reader.ValueTextEquals("info"u8)) ReadInfo(ref reader, lastModel);
            else if (reader.ValueTextEquals("model"u8)) Model = JsonFields.Text(ref reader, lastModel);
            else if (reader.ValueTextEquals("turn_id"u8)) TurnId = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("cwd"u8)) Cwd = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("service_tier"u8)) Tier = JsonFields.Text(ref reader, "standard");
            else if (!ReadHead(ref reader)) reader.Skip();
        }
    }

    private bool ReadHead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8)) Id = JsonFields.Text(ref reader);
        else if (reader.ValueTextEquals("timestamp"u8)) StartTime = JsonFields.Time(ref reader);
        else if (reader.ValueTextEquals("forked_from_id"u8)) ForkedFrom = JsonFields.Text(ref reader);
        else if (reader.ValueTextEquals("parent_thread_id"u8)) SpawnedBy = JsonFields.Text(ref reader);
        else if (reader.ValueTextEquals("model_provider"u8)) Provider = JsonFields.Text(ref reader, "openai");
        else if (reader.ValueTextEquals("git"u8)) ReadGit(ref reader);
        else if (reader.ValueTextEquals("source"u8)) ReadSource(ref reader);
        else return false;
        return true;
    }

    private void ReadInfo(ref Utf8JsonReader reader, string? lastModel)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("total_token_usage"u8)) Total = CodexTotals.Read(ref reader, ref Problem);
            else if (reader.ValueTextEquals("last_token_usage"u8)) Last = CodexTotals.Read(ref reader, ref Problem);
            else if (reader.ValueTextEquals("model"u8)) Model = JsonFields.Text(ref reader, lastModel) ?? Model;
            else reader.Skip();
        }
    }

    private void ReadGit(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("branch"u8)) Branch = JsonFields.Text(ref reader);
            else reader.Skip();
        }
    }

    // "vscode", or { "subagent": "review" }, or { "subagent": { "thread_spawn": { "parent_thread_id": … } } }.
    private void ReadSource(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (!reader.ValueTextEquals("subagent"u8))
            {
                reader.Skip();
                continue;
            }

            IsSubagent = true;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) AgentType = reader.GetString();
            else ReadSubagent(ref reader);
        }
    }

    private void ReadSubagent(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (!reader.ValueTextEquals("thread_spawn"u8) || !JsonFields.Enter(ref reader))
            {
                reader.Skip();
                continue;
            }

            while (JsonFields.Next(ref reader))
            {
                if (reader.ValueTextEquals("parent_thread_id"u8)) SpawnedBy = JsonFields.Text(ref reader);
                else if (reader.ValueTextEquals("agent_role"u8)) AgentType = JsonFields.Text(ref reader) ?? AgentType;
                else reader.Skip();
            }
        }
    }
}
