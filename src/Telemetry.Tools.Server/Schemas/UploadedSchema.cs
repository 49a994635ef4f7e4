namespace Telemetry.Tools.Server;

/// <summary>A schema file that a tenant has sent.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Its SchemaVer version.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Sha256">Digest of the text in hexadecimal.</param>
/// <param name="CreatedAt">When the stream's first schema came, in microseconds since 1970.</param>
/// <param name="UpdatedAt">When this one came.</param>
internal sealed record UploadedSchema(string Stream, string Version, string Text, string Sha256, long CreatedAt, long UpdatedAt);
