using System.Text.Json.Serialization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The same record as a plain class, for System.Text.Json.</summary>
internal sealed class RunDto
{
    [JsonPropertyName("ts")]
    public DateTimeOffset Ts { get; set; }

    [JsonPropertyName("prompt_id")]
    public string PromptId { get; set; } = "";

    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    [JsonPropertyName("user")]
    public string User { get; set; } = "";

    [JsonPropertyName("role")]
    public string Role { get; set; } = "";

    [JsonPropertyName("model")]
    public string Model { get; set; } = "";

    [JsonPropertyName("channel")]
    public RunChannel Channel { get; set; }

    [JsonPropertyName("input_hash")]
    public string InputHash { get; set; } = "";

    [JsonPropertyName("output_hash")]
    public string OutputHash { get; set; } = "";

    [JsonPropertyName("success")]
    public bool Success { get; set; }

    [JsonPropertyName("latency_ms")]
    public long LatencyMs { get; set; }

    [JsonPropertyName("error")]
    public string? Error { get; set; }
}

/// <summary>The same record with text in place of the enum, which System.Text.Json does faster.</summary>
internal sealed class RunTextDto
{
    [JsonPropertyName("ts")]
    public DateTimeOffset Ts { get; set; }

    [JsonPropertyName("prompt_id")]
    public string PromptId { get; set; } = "";

    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    [JsonPropertyName("user")]
    public string User { get; set; } = "";

    [JsonPropertyName("role")]
    public string Role { get; set; } = "";

    [JsonPropertyName("model")]
    public string Model { get; set; } = "";

    [JsonPropertyName("channel")]
    public string Channel { get; set; } = "";

    [JsonPropertyName("input_hash")]
    public string InputHash { get; set; } = "";

    [JsonPropertyName("output_hash")]
    public string OutputHash { get; set; } = "";

    [JsonPropertyName("success")]
    public bool Success { get; set; }

    [JsonPropertyName("latency_ms")]
    public long LatencyMs { get; set; }

    [JsonPropertyName("error")]
    public string? Error { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<RunChannel>))]
internal enum RunChannel
{
    [JsonStringEnumMemberName("cli")]
    Cli,

    [JsonStringEnumMemberName("api")]
    Api,

    [JsonStringEnumMemberName("ide")]
    Ide,

    [JsonStringEnumMemberName("server")]
    Server,
}

[JsonSerializable(typeof(RunDto))]
[JsonSerializable(typeof(RunTextDto))]
internal sealed partial class RunContext : JsonSerializerContext;
