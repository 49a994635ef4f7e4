using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What records say about where they belong, whatever kind they are.</summary>
internal static class OtlpContext
{
    /// <summary>Value of <c>source</c> in usage that came this way.</summary>
    public const string SourceName = "otel";

    public static string? ProjectOf(OtlpAttributes attributes) => attributes.Attribute("project", "project.name", "project.id", "vcs.repository.name");

    public static string? BranchOf(OtlpAttributes attributes) => attributes.Attribute("branch", "vcs.ref.head.name");

    /// <summary>The event of a request; its price is found where events are taken in.</summary>
    public static LlmUsage EventOf(UsageRecord record, OtlpAttributes attributes) => new()
    {
        Timestamp = record.Timestamp,
        Source = record.Source,
        Provider = record.Provider,
        Model = record.Model,
        SessionId = record.SessionId,
        AgentType = record.AgentType,
        Project = record.Project,
        Branch = record.Branch,
        Requests = record.Requests,
        InputTokens = record.Tokens.Input,
        CacheReadTokens = record.Tokens.CacheRead,
        CacheWrite5mTokens = 0,
        CacheWrite1hTokens = 0,
        CacheWriteUnknownTokens = record.Tokens.CacheWriteUnknown,
        OutputTokens = record.Tokens.Output,
        ReasoningTokens = record.KnowsReasoning ? record.Tokens.Reasoning : null,
        ServiceTier = record.ServiceTier,
        Speed = record.Speed,
        LoggedCostUsd = record.LoggedCostUsd,
        TimestampApproximated = record.TimestampApproximated,
        UserId = attributes.Attribute(OtlpAllowList.Email, "user.id"),
    };

    /// <summary>Writes where a record comes from, and its attributes.</summary>
    public static void Write(Utf8JsonWriter writer, OtlpSource source, OtlpAttributes attributes)
    {
        writer.WriteString("service", source.Service);
        writer.WriteString("scope", source.Scope);
        WriteAttributes(writer, "resource", source.Resource);
        WriteAttributes(writer, "attributes", attributes);
    }

    private static void WriteAttributes(Utf8JsonWriter writer, string name, OtlpAttributes attributes)
    {
        if (attributes.IsEmpty) return;
        writer.WriteStartObject(name);
        foreach (var (key, value) in attributes.Values)
        {
            writer.WritePropertyName(key);
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
