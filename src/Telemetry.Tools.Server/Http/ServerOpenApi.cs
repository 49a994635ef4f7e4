using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Telemetry.Tools.Server;

/// <summary>The OpenAPI document, made from the endpoints themselves.</summary>
internal static class ServerOpenApi
{
    private const string Scheme = "key";

    public static void AddTo(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Telemetry.Tools analytics server",
                Version = "1",
                Description = "Takes usage events, answers questions about them. Errors are application/problem+json with a code.",
            };
            document.Servers = [];
            // Whatever is read answers HEAD too; that is HTTP's business and would only double the document.
            foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key made by 'keys create'; the header X-API-Key takes it too." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Transform);
    });

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new Access(Permission.Read));

    private static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.Items)) operation.Parameters.Add(ParameterOf(parameter));
        if (metadata.OfType<RequestBodyTypes>().FirstOrDefault() is { } body)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = body.Types.ToDictionary(type => type, _ => new OpenApiMediaType()) };
        if (metadata.OfType<Access>().FirstOrDefault()?.Permission is not { } permission) return Task.CompletedTask;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-roles"] = new JsonNodeExtension(new JsonArray([.. Enum.GetValues<ServerRole>().Where(role => role.May(permission)).Select(role => JsonValue.Create(Roles.NameOf(role)))]));
        return Task.CompletedTask;
    }

    private static OpenApiParameter ParameterOf(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = parameter.Values.Length == 0 ? null : [.. parameter.Values.Select(value => JsonValue.Create(value))] },
    };
}
