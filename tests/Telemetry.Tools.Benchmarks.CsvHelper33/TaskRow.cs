using CsvHelper.Configuration.Attributes;

namespace Telemetry.Tools.Benchmarks.CsvHelper33;

/// <summary>A row of task usage as a plain class, mapped by attributes.</summary>
public sealed class TaskRow
{
    [Name("timestamp")]
    [Format("yyyy-MM-ddTHH:mm:ss.fffZ")]
    [DateTimeStyles(System.Globalization.DateTimeStyles.AssumeUniversal)]
    public DateTimeOffset Timestamp { get; set; }

    [Name("model")]
    public string Model { get; set; } = "";

    [Name("prompt_tokens")]
    public long PromptTokens { get; set; }

    [Name("completion_tokens")]
    public long CompletionTokens { get; set; }

    [Name("task_success")]
    public bool TaskSuccess { get; set; }

    [Name("task_type")]
    public string TaskType { get; set; } = "";

    [Name("duration_ms")]
    public long DurationMs { get; set; }

    [Name("notes")]
    public string? Notes { get; set; }
}
