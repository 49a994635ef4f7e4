using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>What matters of an opencode message.</summary>
internal sealed class OpenCodeMessage
{
    private string? _problem;
    private long _input;
    private long _output;
    private long _reasoning;
    private long _read;
    private long _write;

    public string? Id { get; private set; }

    public string? Session { get; private set; }

    public string? Model { get; private set; }

    public string? Provider { get; private set; }

    public string? Agent { get; private set; }

    public string? Folder { get; private set; }

    public DateTimeOffset? Created { get; private set; }

    public DateTimeOffset? Completed { get; private set; }

    public decimal? Cost { get; private set; }

    public bool IsAnswer { get; private set; }

    public string? Problem => _problem;

    public TokenCounts Tokens => new(_input, _read, 0, 0, _write, _output + _reasoning, _reasoning);

    /// <summary>Reads the message; the reader stands on its opening brace.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) Id = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("sessionID"u8)) Session = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("role"u8)) IsAnswer |= JsonFields.Text(ref reader, "assistant") == "assistant";
            else if (reader.ValueTextEquals("modelID"u8)) Model = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("providerID"u8)) Provider = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("type"u8)) IsAnswer |= JsonFields.Text(ref reader, "assistant") == "assistant";
            else if (reader.ValueTextEquals("model"u8)) ReadModel(ref reader);
            else if (reader.ValueTextEquals("agent"u8)) Agent = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("cost"u8)) Cost = JsonFields.Money(ref reader);
            else if (reader.ValueTextEquals("time"u8)) ReadTime(ref reader);
            else if (reader.ValueTextEquals("path"u8)) ReadPath(ref reader);
            else if (reader.ValueTextEquals("tokens"u8)) ReadTokens(ref reader);
            else reader.Skip();
        }
    }

    // The newer databases name the model in an object.
    private void ReadModel(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("modelID"u8)) Model = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("providerID"u8)) Provider = JsonFields.Text(ref reader);
            else reader.Skip();
        }
    }

    private void ReadTime(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("created"u8)) Created = JsonFields.Time(ref reader);
            else if (reader.ValueTextEquals("completed"u8)) Completed = JsonFields.Time(ref reader);
            else reader.Skip();
        }
    }

    private void ReadPath(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        string? cwd = null;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("root"u8)) Folder = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("cwd"u8)) cwd = JsonFields.Text(ref reader);
            else reader.Skip();
        }

        // Outside of a repository the root is "/".
        if (Folder is null or "/") Folder = cwd;
    }

    private void ReadTokens(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("input"u8)) _input = JsonFields.Count(ref reader, ref _problem);
            else if (reader.ValueTextEquals("output"u8)) _output = JsonFields.Count(ref reader, ref _problem);
            else if (reader.ValueTextEquals("reasoning"u8)) _reasoning = JsonFields.Count(ref reader, ref _problem);
            else if (reader.ValueTextEquals("cache"u8)) ReadCache(ref reader);
            else reader.Skip();
        }
    }

    private void ReadCache(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("read"u8)) _read = JsonFields.Count(ref reader, ref _problem);
            else if (reader.ValueTextEquals("write"u8)) _write = JsonFields.Count(ref reader, ref _problem);
            else reader.Skip();
        }
    }
}
