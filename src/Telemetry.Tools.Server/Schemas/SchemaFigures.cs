using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>A stream that the server has a schema of.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Version">The schema's version, as SchemaVer.</param>
/// <param name="Origin"><c>product</c>, or <c>uploaded</c> by the tenant.</param>
/// <param name="Description">What the schema says of itself; null where it says nothing.</param>
/// <param name="Sha256">Digest of the schema's text in hexadecimal; also its ETag.</param>
/// <param name="CreatedAt">When the stream's first schema came; null for those of the product.</param>
/// <param name="UpdatedAt">When this one came; null for those of the product.</param>
public sealed record SchemaFigures(
    string Stream, string Version, string Origin, string? Description, [property: JsonPropertyName("sha256")] string Sha256, string? CreatedAt, string? UpdatedAt);

/// <summary>All streams that a tenant can send, by name.</summary>
/// <param name="Schemas">The streams.</param>
public sealed record SchemaList(IReadOnlyList<SchemaFigures> Schemas);
