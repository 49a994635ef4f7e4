using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Schemas of streams: sent, listed, looked at.</summary>
internal sealed class SchemaEndpoints(ServerSettings settings, SchemaStore store, SchemaRegistry registry)
{
    private const string Path = "/v1/schemas";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut(Path + "/{stream}", (HttpContext context, string stream) => PutAsync(context, stream))
            .Describe("PutSchema", "Schemas", "Takes the schema file of a stream. 201: the stream is new; 200: the same schema, or one that can follow it; 409: one that cannot.", Permission.Administer)
            .Accepts<object>("application/json")
            .Produces<SchemaFigures>().Produces<SchemaFigures>(201);
        routes.Get(Path, ListAsync).Describe("ListSchemas", "Schemas", "The streams whose schema the server knows, by name.", Permission.Read).Produces<SchemaList>();
        routes.MapGet(Path + "/{stream}", (HttpContext context, string stream) => ShowAsync(context, stream))
            .Describe("GetSchema", "Schemas", "A stream's schema file, as it was sent.", Permission.Read).Produces<object>();
    }

    private async Task PutAsync(HttpContext context, string stream)
    {
        context.RefuseParameters();
        var tenant = TenantOf(context);
        if (SchemaRegistry.Product.ContainsKey(stream)) throw new QueryException($"'{stream}' is a stream of the product; its schema cannot be replaced.", ServerDiagnostics.ProductSchema, 409);
        JsonBody.Require(context.Request);
        using var body = await BodyBuffer.ReadAsync(context.Request, settings, context.RequestAborted).ConfigureAwait(false);
        var isNew = store.Put(tenant, SchemaUpload.Read(body.Span, stream));
        registry.Forget(tenant);
        var stored = store.List(tenant).First(schema => schema.Stream == stream);
        context.Response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (isNew) context.Response.Headers.Location = $"{Path}/{stream}";
        await context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(FiguresOf(stored), ServerJson.Plain.SchemaFigures)).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        context.RefuseParameters();
        var own = context.Caller() is { IsOperator: false } caller ? store.List(caller.Tenant).Select(FiguresOf) : [];
        var list = new SchemaList([.. SchemaRegistry.Product.Values.Select(FiguresOf).Concat(own).OrderBy(schema => schema.Stream, Utf8Order.Instance)]);
        return context.WriteJsonAsync(JsonSerializer.SerializeToUtf8Bytes(list, ServerJson.Plain.SchemaList));
    }

    private Task ShowAsync(HttpContext context, string stream)
    {
        context.RefuseParameters();
        var text = SchemaRegistry.Product.TryGetValue(stream, out var product)
            ? product.Json
            : store.List(TenantOf(context)).FirstOrDefault(schema => schema.Stream == stream)?.Text ?? throw QueryException.NotFound("There is no schema of this stream.");
        context.Response.Headers.ETag = $"\"{SchemaUpload.DigestOf(text)}\"";
        return context.WriteJsonAsync(Encoding.UTF8.GetBytes(text));
    }

    private static SchemaFigures FiguresOf(StreamSchema schema) =>
        new(schema.Name, schema.Document.Version.ToString(), "product", schema.Document.Description, SchemaUpload.DigestOf(schema.Json), null, null);

    private static SchemaFigures FiguresOf(UploadedSchema schema) =>
        new(schema.Stream, schema.Version, "uploaded", SchemaRegistry.Parse(schema).Description, schema.Sha256, ReportJson.Format(Clock.Time(schema.CreatedAt)), ReportJson.Format(Clock.Time(schema.UpdatedAt)));

    private static string TenantOf(HttpContext context) => context.Caller() is { IsOperator: false } caller
        ? caller.Tenant
        : throw new QueryException("An operator's key belongs to no tenant; schemas belong to a tenant.", ServerDiagnostics.Forbidden, 403);
}
