using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Telemetry.Tools.Server;

/// <summary>Exports: asked for, looked at, downloaded.</summary>
internal sealed class ExportEndpoints(ExportStore store, ExportRunner runner, TimeProvider time)
{
    private const string Path = "/v1/analytics/exports";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    internal static readonly QueryParameter Type = new("export_type", "Format of the file.", "csv", "json", "jsonl", "parquet");
    internal static readonly QueryParameter Format = new("format", "full: each event; summary: each day's figures. Default: full.", "full", "summary");
    private static readonly QueryParameter ExcelSafe = new("excel_safe", "CSV: an apostrophe before text that a spreadsheet would run as a formula. Default: false.", "true", "false");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Path, CreateAsync)
            .Describe("CreateExport", "Exports", "Asks for a file of usage events or daily figures.", Permission.Edit, [.. QueryParameter.Period.Take(2), Type, Format, ExcelSafe]).Produces<ExportJob>(202);
        routes.Get(Path, ListAsync)
            .Describe("ListExports", "Exports", "The exports, newest first.", Permission.Read, [new("limit", "How many, 1 to 1000. Default: 100."), new("cursor", "Where the page begins: `next_cursor` of the one before.")]).Produces<ExportList>();
        routes.MapGet(Path + "/{export_id}", (Delegate)((HttpContext context, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "export_id")] string id) => ShowAsync(context, id)))
            .Describe("GetExport", "Exports", "How an export stands.", Permission.Read).Produces<ExportJob>();
        routes.MapGet(Path + "/{export_id}/download", (Delegate)((HttpContext context, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "export_id")] string id) => DownloadAsync(context, id)))
            .Describe("DownloadExport", "Exports", "The file; a range of it with the header Range.", Permission.Read).Produces<string>(contentType: "application/octet-stream");
    }

    private Task CreateAsync(HttpContext context)
    {
        context.RefuseParameters();
        var type = context.OneOf(Type, null) ?? throw new QueryException("'export_type' takes csv, json, jsonl or parquet.");
        var period = UsagePeriod.Of(context.Parameter("start_date"), context.Parameter("end_date"), null, time.GetUtcNow());
        var job = store.Create(TenantOf(context), type, context.OneOf(Format, "full")!, period, context.OneOf(ExcelSafe, "false") == "true");
        runner.Wake();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{Path}/{job.ExportId}";
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(job, ServerJson.Plain.ExportJob));
    }

    private Task ListAsync(HttpContext context)
    {
        context.RefuseParameters();
        var list = store.List(TenantOf(context), context.Number("limit", 1, MaxLimit, DefaultLimit), CursorOf(context));
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(list, ServerJson.Plain.ExportList));
    }

    private static string? CursorOf(HttpContext context) => context.Parameter("cursor") switch
    {
        null => null,
        var text when Guid.TryParseExact(text, "D", out _) => text,
        _ => throw new QueryException("'cursor' takes the 'next_cursor' of the page before."),
    };

    private Task ShowAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(Find(context, id), ServerJson.Plain.ExportJob));
    }

    private async Task DownloadAsync(HttpContext context, string id)
    {
        context.RefuseParameters();
        var job = Find(context, id);
        if (job.Status == "expired") throw new QueryException("The file was deleted when its time was over.", ServerDiagnostics.Gone, 410);
        if (job.Status != "done") throw new QueryException($"The export is {job.Status}.", ServerDiagnostics.NotReady, 409);
        var tag = $"\"{job.Sha256}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Holds(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (from, to) = RangeOf(context.Request, tag, job.Bytes!.Value);
        if (from > to && job.Bytes > 0)
        {
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{job.Bytes}");
            throw new QueryException("The range lies outside of the file.", ServerDiagnostics.BadQuery, 416);
        }

        Head(context.Response, job, from, to);
        await SendAsync(context, job, from, to).ConfigureAwait(false);
    }

    private async Task SendAsync(HttpContext context, ExportJob job, long from, long to)
    {
        for (var at = from; at <= to;)
        {
            var piece = store.Piece(job.ExportId, (int)(at / ExportStore.PieceBytes)) ?? throw new UnavailableException("The file is gone.");
            var start = (int)(at % ExportStore.PieceBytes);
            var length = (int)Math.Min(piece.Length - start, to - at + 1);
            await context.Response.Body.WriteAsync(piece.AsMemory(start, length), context.RequestAborted).ConfigureAwait(false);
            at += length;
        }
    }

    private static void Head(HttpResponse response, ExportJob job, long from, long to)
    {
        response.ContentType = job.ExportType switch { "csv" => "text/csv; charset=utf-8", "json" => "application/json", "parquet" => "application/vnd.apache.parquet", _ => "application/x-ndjson" };
        response.ContentLength = to - from + 1;
        response.Headers.ContentDisposition = $"attachment; filename=\"usage-{job.StartDate[..10]}-{job.Format}.{job.ExportType}\"";
        response.Headers.AcceptRanges = "bytes";
        if (to - from + 1 == job.Bytes) return;
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{job.Bytes}");
    }

    // One range; whoever asks for several gets the whole file, as RFC 9110 allows.
    private static (long From, long To) RangeOf(HttpRequest request, string tag, long bytes)
    {
        // What is a part of another file must not be put behind it.
        if (request.Headers.IfRange.Count > 0 && request.Headers.IfRange.ToString() != tag) return (0, bytes - 1);
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header) || header.Unit != "bytes" || header.Ranges.Count != 1) return (0, bytes - 1);
        var range = header.Ranges.First();
        return range.From is { } from ? (from, Math.Min(range.To ?? long.MaxValue, bytes - 1)) : (Math.Max(0, bytes - range.To!.Value), bytes - 1);
    }

    private ExportJob Find(HttpContext context, string id) => store.Find(TenantOf(context), id) ?? throw QueryException.NotFound("There is no such export.");

    private static string TenantOf(HttpContext context) => context.Caller() is { IsOperator: false } caller
        ? caller.Tenant
        : throw new QueryException("An operator's key belongs to no tenant; exports are made with a key of their tenant.", ServerDiagnostics.Forbidden, 403);
}
