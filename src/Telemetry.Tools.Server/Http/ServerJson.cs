using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>How answers are written: snake_case, nulls too.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(UsageOverview))]
[JsonSerializable(typeof(UsageComparison))]
[JsonSerializable(typeof(UsageTop))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(UsagePoint))]
[JsonSerializable(typeof(ExportJob))]
[JsonSerializable(typeof(ExportList))]
[JsonSerializable(typeof(SchemaFigures))]
[JsonSerializable(typeof(SchemaList))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(StreamQuestion))]
[JsonSerializable(typeof(StreamAnswer))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(BackfillJob))]
[JsonSerializable(typeof(BackfillList))]
[JsonSerializable(typeof(PerformanceMetrics))]
[JsonSerializable(typeof(RetentionAnswer))]
[JsonSerializable(typeof(RetentionRun))]
[JsonSerializable(typeof(RetentionChange))]
[JsonSerializable(typeof(IReadOnlyList<RetentionFigures>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertList))]
[JsonSerializable(typeof(AlertTrend))]
[JsonSerializable(typeof(AlertRuleAnswer))]
[JsonSerializable(typeof(AlertRuleList))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(object))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    /// <summary>With quotation marks and letters as they are: an answer is never part of a page.</summary>
    public static ServerJson Plain => _plain ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>For bodies: a name that is not known is a mistake.</summary>
    public static ServerJson Strict => _strict ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    private static ServerJson? _plain;
    private static ServerJson? _strict;
}
