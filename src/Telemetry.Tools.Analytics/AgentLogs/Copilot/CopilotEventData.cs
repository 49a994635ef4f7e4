using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>What matters of an event's <c>data</c>.</summary>
internal sealed class CopilotEventData
{
    private string? _problem;

    public string? SessionId { get; private set; }

    public string? Cwd { get; private set; }

    public string? GitRoot { get; private set; }

    public string? Branch { get; private set; }

    public string? Problem => _problem;

    /// <summary>The counts by model.</summary>
    public List<(string Model, CopilotMetrics Metrics)> Models { get; } = [];

    /// <summary>Reads the object; the reader stands on the property's name.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("sessionId"u8)) SessionId = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("context"u8)) ReadContext(ref reader);
            else if (reader.ValueTextEquals("modelMetrics"u8)) ReadModels(ref reader);
            else reader.Skip();
        }
    }

    private void ReadContext(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("cwd"u8)) Cwd = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("gitRoot"u8)) GitRoot = JsonFields.Text(ref reader);
            else if (reader.ValueTextEquals("branch"u8)) Branch = JsonFields.Text(ref reader);
            else reader.Skip();
        }
    }

    private void ReadModels(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            var model = reader.GetString()!;
            Models.Add((model, CopilotMetrics.Read(ref reader, ref _problem)));
        }
    }
}
