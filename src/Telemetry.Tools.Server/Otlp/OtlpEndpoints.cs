using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Takes spans, log records and metrics from OpenTelemetry exporters, over HTTP in protobuf or JSON.</summary>
internal sealed class OtlpEndpoints
{
    // What is held in memory at once; the body's bounds hold, too.
    private const int MaxRecords = 200_000;

    private readonly ServerSettings _settings;
    private readonly IngestQueue _queue;
    private readonly StreamParsers _parsers;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly OtlpProtoReader _proto;
    private readonly OtlpJsonReader _json;

    public OtlpEndpoints(ServerSettings settings, IngestQueue queue, StreamParsers parsers, TimeProvider time, ILogger log)
    {
        (_settings, _queue, _parsers, _time, _log) = (settings, queue, parsers, time, log);
        var allowed = new OtlpAllowList(settings.OtlpAttributes);
        _proto = new OtlpProtoReader(allowed, MaxRecords);
        _json = new OtlpJsonReader(allowed, MaxRecords);
    }

    /// <summary>Takes the records of a body.</summary>
    private delegate void BodyAction(IOtlpReader reader, ReadOnlySpan<byte> body, OtlpBatches batches);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, OtlpSignal.Traces, "ExportTraces", "Takes spans over OTLP; requests to models become usage.", (reader, body, batches) => SpanIntake.Add(reader.ReadSpans(body), batches));
        Map(routes, OtlpSignal.Logs, "ExportLogs", "Takes log records over OTLP; a coding agent's requests become usage.", (reader, body, batches) => Each(reader.ReadLogs(body), batches, LogIntake.Add));
        Map(routes, OtlpSignal.Metrics, "ExportMetrics", "Takes metrics over OTLP.", (reader, body, batches) => Each(reader.ReadPoints(body), batches, PointIntake.Add));
    }

    private static void Each<T>(IReadOnlyList<T> items, OtlpBatches batches, Action<T, OtlpBatches> add)
    {
        foreach (var item in items) add(item, batches);
    }

    // What a request accepts is documented and checked here, not by routing: a refusal must know that it answers an exporter.
    private void Map(IEndpointRouteBuilder routes, OtlpSignal signal, string name, string summary, BodyAction take) =>
        routes.Post(signal.Path, context => ExportAsync(context, signal, take))
            .Describe(name, "OpenTelemetry", summary, Permission.Ingest)
            .WithMetadata(new RequestBodyTypes(OtlpAnswers.Proto, OtlpAnswers.Json))
            .Produces<object>(200, OtlpAnswers.Proto, OtlpAnswers.Json);

    private async Task ExportAsync(HttpContext context, OtlpSignal signal, BodyAction take)
    {
        context.RefuseParameters();
        var caller = context.Caller();
        if (caller.IsOperator) throw new QueryException("An operator's key belongs to no tenant; send telemetry with a key of its tenant.", ServerDiagnostics.Forbidden, 403);
        RequireType(context.Request);
        var isProto = OtlpAnswers.IsProto(context.Request);
        var batches = new OtlpBatches(caller.Tenant, signal.Stream, _parsers, _time.GetUtcNow(), _settings.MaxItems);
        using (var body = await BodyBuffer.ReadAsync(context.Request, _settings, context.RequestAborted).ConfigureAwait(false))
        {
            take(isProto ? _proto : _json, body.Span, batches);
        }

        var rejected = await WriteAsync(batches).ConfigureAwait(false);
        await context.WriteAsync(OtlpAnswers.Success(signal, isProto, rejected), isProto ? OtlpAnswers.Proto : OtlpAnswers.Json).ConfigureAwait(false);
    }

    // Two at a time, so that a large export does not take all the room of those who wait. Should only some be written, the sender tries again, and what was written counts as a duplicate.
    private async Task<IReadOnlyList<Rejection>> WriteAsync(OtlpBatches batches)
    {
        var rejected = new List<Rejection>();
        foreach (var some in batches.All.Chunk(2))
        {
            var outcomes = await Task.WhenAll(some.Select(_queue.WriteAsync)).ConfigureAwait(false);
            rejected.AddRange(outcomes.SelectMany(outcome => outcome.Answer!.Rejected));
        }

        return [.. rejected.OrderBy(item => item.Index)];
    }

    private void RequireType(HttpRequest request)
    {
        var type = OtlpAnswers.TypeOf(request);
        if (OtlpAnswers.IsProto(request) || OtlpAnswers.Json.Equals(type, StringComparison.OrdinalIgnoreCase)) return;
        if (type?.StartsWith(OtlpAnswers.Grpc, StringComparison.OrdinalIgnoreCase) == true) GrpcRefusal.Log(_log, request.HttpContext.Connection.RemoteIpAddress);
        throw BodyException.Unsupported($"Content-Type takes {OtlpAnswers.Proto} or {OtlpAnswers.Json}.{(type?.StartsWith(OtlpAnswers.Grpc, StringComparison.OrdinalIgnoreCase) == true ? " " + GrpcRefusal.Advice : "")}");
    }
}
