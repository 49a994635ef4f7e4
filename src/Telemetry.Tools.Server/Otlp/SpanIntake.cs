using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Makes events of spans: a request to a model becomes usage, every other span, agents' and tools' among them, is kept as it is.</summary>
internal static class SpanIntake
{
    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];
    private static readonly string[] States = ["unset", "ok", "error"];

    /// <summary>Adds the spans of an export.</summary>
    public static void Add(IReadOnlyList<OtlpSpan> spans, OtlpBatches batches)
    {
        var repeated = RepeatedCalls.Of(spans);
        foreach (var span in spans) Add(span, IsCall(span) && !repeated.Contains(span), batches);
    }

    /// <summary>Whether a span tells of a request to a model. Claude Code logs each request; its spans would count it again.</summary>
    public static bool IsCall(OtlpSpan span) => GenAiUsage.IsModelOperation(span.Attributes.Attribute("gen_ai.operation.name")) && !span.Source.IsClaudeCode;

    private static void Add(OtlpSpan span, bool isUsage, OtlpBatches batches)
    {
        if (batches.RejectUnreadable(span.Source)) return;
        if (span.TraceId is null || span.SpanId is null)
        {
            batches.Reject(RejectionCodes.MissingField, "A span has a trace id of 16 bytes and a span id of 8 bytes, not all zero; in JSON they are hex.");
            return;
        }

        // OpenTelemetry requires both. The time of receipt would be another with each try, and the span would count again.
        if (span.Start == 0 && span.End == 0)
        {
            batches.Reject(RejectionCodes.MissingField, "A span has a start time and an end time; at least one is needed to know it again.");
            return;
        }

        if (!isUsage)
        {
            batches.Add($"{span.TraceId}:{span.SpanId}", writer => Write(writer, span, batches));
            return;
        }

        string? problem = null;
        var usage = GenAiUsage.Read(span.Attributes, ref problem);
        if (problem is not null) batches.Reject(RejectionCodes.OutOfRange, $"A GenAI span is no usage: {problem}.");
        else batches.Add($"otel:{span.TraceId}:{span.SpanId}", UsageOf(span, usage, batches), usage.KnowsTokens);
    }

    private static LlmUsage UsageOf(OtlpSpan span, GenAiUsage usage, OtlpBatches batches)
    {
        var failed = span.Status == 2;
        var record = new UsageRecord
        {
            Source = OtlpContext.SourceName,
            Key = "",
            Timestamp = batches.TimeOf(span.End, span.Start),
            TimestampApproximated = span.End == 0,
            Provider = usage.Provider,
            Model = usage.Model,
            SessionId = usage.Session,
            AgentType = usage.Agent,
            Project = OtlpContext.ProjectOf(span.Attributes),
            Branch = OtlpContext.BranchOf(span.Attributes),
            Tokens = usage.Tokens,
            KnowsReasoning = usage.KnowsReasoning,
            ServiceTier = span.Attributes.Attribute("openai.response.service_tier", "openai.request.service_tier"),
        };
        return OtlpContext.EventOf(record, span.Attributes) with
        {
            ResponseTimeMs = DurationOf(span),
            Success = !failed,
            Error = failed ? ErrorText.Of(span.StatusMessage) ?? span.Attributes.Attribute("error.type") ?? "error" : null,
        };
    }

    private static void Write(Utf8JsonWriter writer, OtlpSpan span, OtlpBatches batches)
    {
        writer.WriteString("timestamp", batches.TimeText(span.Start, span.End));
        writer.WriteString("trace_id", span.TraceId);
        writer.WriteString("span_id", span.SpanId);
        writer.WriteString("parent_span_id", span.ParentSpanId);
        writer.WriteString("name", span.Name);
        writer.WriteString("kind", NameOf(Kinds, span.Kind));
        if (DurationOf(span) is { } duration) writer.WriteNumber("duration_ms", duration);
        writer.WriteString("status", NameOf(States, span.Status));
        if (span.Status == 2) writer.WriteString("error", ErrorText.Of(span.StatusMessage) ?? span.Attributes.Attribute("error.type"));
        OtlpContext.Write(writer, span.Source, span.Attributes);
    }

    private static double? DurationOf(OtlpSpan span) => span.Start == 0 || span.End < span.Start ? null : (span.End - span.Start) / 1_000 / 1_000.0;

    private static string NameOf(string[] names, int number) => number >= 0 && number < names.Length ? names[number] : number.ToString(CultureInfo.InvariantCulture);
}
