namespace Telemetry.Tools.Server;

/// <summary>A query parameter that an endpoint takes: for the check of requests and for the OpenAPI document.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Values">The values that it takes; empty for any text.</param>
internal sealed record QueryParameter(string Name, string Description, params string[] Values)
{
    /// <summary>Start, end and buckets of a period.</summary>
    public static IReadOnlyList<QueryParameter> Period { get; } =
    [
        new("start_date", "First day or time of the period (UTC); a date, or RFC 3339. Default: 30 days before the end."),
        new("end_date", "Last day of the period, which belongs to it; or a time, which does not. Default: today."),
        new("group_by", "Length of a bucket; weeks are those of ISO 8601. Default: day.", "hour", "day", "week", "month"),
    ];

    /// <summary>Conditions on dimensions.</summary>
    public static IReadOnlyList<QueryParameter> Filters { get; } =
    [
        new("tenant_id", "Only this tenant; for operators. Others name their own or none."),
        new("user_id", "Only this user."),
        new("project_id", "Only this project."),
        new("prompt_id", "Only this prompt."),
        new("model", "Only this model."),
        new("model_provider", "Only this provider."),
        new("endpoint", "Only this endpoint."),
    ];
}
