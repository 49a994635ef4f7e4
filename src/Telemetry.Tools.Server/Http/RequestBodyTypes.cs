namespace Telemetry.Tools.Server;

/// <summary>Media types of a request's body, for the documentation of endpoints that check them themselves.</summary>
internal sealed record RequestBodyTypes(params string[] Types);
