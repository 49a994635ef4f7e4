using CsvHelper;

namespace Telemetry.Tools.Benchmarks;

/// <summary>A row of task usage as a plain class, for CsvHelper's source generator.</summary>
[CsvRecord]
internal sealed partial class TaskDto
{
    [CsvColumn("timestamp")]
    [CsvFormat("yyyy-MM-ddTHH:mm:ss.fffZ")]
    public DateTimeOffset Timestamp { get; set; }

    [CsvColumn("model")]
    public string Model { get; set; } = "";

    [CsvColumn("prompt_tokens")]
    public long PromptTokens { get; set; }

    [CsvColumn("completion_tokens")]
    public long CompletionTokens { get; set; }

    [CsvColumn("task_success")]
    public bool TaskSuccess { get; set; }

    [CsvColumn("task_type")]
    public string TaskType { get; set; } = "";

    [CsvColumn("duration_ms")]
    public long DurationMs { get; set; }

    [CsvColumn("notes")]
    public string? Notes { get; set; }
}
