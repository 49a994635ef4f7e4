using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Makes events of log records: Claude Code's record of a request becomes usage, every other record is kept as it is.</summary>
internal static class LogIntake
{
    private const string Request = "api_request";
    private const string Prefix = "claude_code.";

    public static void Add(OtlpLog log, OtlpBatches batches)
    {
        if (batches.RejectUnreadable(log.Source)) return;
        var name = NameOf(log);
        var identity = IdentityOf(log, name, batches);
        if (!IsRequest(log, name))
        {
            batches.Add(identity, writer => Write(writer, log, name, batches));
            return;
        }

        string? problem = null;
        var usage = ClaudeRequest.Read(log.Attributes, ref problem);
        if (problem is not null) batches.Reject(RejectionCodes.OutOfRange, $"An api_request is no usage: {problem}.");
        else batches.Add("otel:" + identity, UsageOf(log, usage, batches), usage.KnowsTokens);
    }

    private static string? NameOf(OtlpLog log) => log.EventName is { Length: > 0 } name ? name : log.Attributes.Attribute("event.name");

    // Other tools log requests under names of their own: codex.api_request, gemini_cli.api_request.
    private static bool IsRequest(OtlpLog log, string? name)
    {
        if (name == Prefix + Request || (name is null && log.BodyText == Prefix + Request)) return true;
        return name == Request && (log.Source.IsClaudeCode || log.BodyText == Prefix + Request || log.Attributes.Attribute("input_tokens") is not null);
    }

    private static string IdentityOf(OtlpLog log, string? name, OtlpBatches batches)
    {
        var attributes = log.Attributes;
        if (attributes.Attribute("session.id") is { } session && attributes.Attribute("event.sequence") is { } sequence) return $"{session}:{sequence}";
        return attributes.Attribute("request_id") is { } request ? $"{request}:{name}" : batches.NameOf(log.Digest);
    }

    private static LlmUsage UsageOf(OtlpLog log, ClaudeRequest request, OtlpBatches batches)
    {
        var attributes = log.Attributes;
        var record = new UsageRecord
        {
            Source = OtlpContext.SourceName,
            Key = "",
            Timestamp = batches.TimeOf(log.Time, log.ObservedTime),
            TimestampApproximated = log.Time == 0,
            Provider = request.Provider,
            Model = request.Model,
            SessionId = attributes.Attribute("session.id"),
            AgentType = attributes.Attribute("agent.name"),
            Project = OtlpContext.ProjectOf(attributes),
            Branch = OtlpContext.BranchOf(attributes),
            Tokens = request.Tokens,
            ServiceTier = attributes.Attribute("service_tier"),
            Speed = attributes.Attribute("speed"),
            LoggedCostUsd = request.CostUsd,
        };
        return OtlpContext.EventOf(record, attributes) with { ResponseTimeMs = request.DurationMs, Success = true };
    }

    private static void Write(Utf8JsonWriter writer, OtlpLog log, string? name, OtlpBatches batches)
    {
        writer.WriteString("timestamp", batches.TimeText(log.Time, log.ObservedTime));
        writer.WriteString("event_name", name);
        writer.WriteNumber("severity_number", log.Severity);
        writer.WriteString("severity", log.SeverityText is { Length: > 0 } text ? text : LevelOf(log.Severity));
        writer.WriteString("session_id", log.Attributes.Attribute("session.id", "gen_ai.conversation.id"));
        writer.WriteString("trace_id", log.TraceId);
        writer.WriteString("span_id", log.SpanId);
        OtlpContext.Write(writer, log.Source, log.Attributes);
        if (log.Body is null) return;
        writer.WritePropertyName("body");
        log.Body.WriteTo(writer);
    }

    // Four numbers a level.
    private static string? LevelOf(int number) => number is < 1 or > 24 ? null : ((number - 1) / 4) switch
    {
        0 => "TRACE",
        1 => "DEBUG",
        2 => "INFO",
        3 => "WARN",
        4 => "ERROR",
        _ => "FATAL",
    };
}
