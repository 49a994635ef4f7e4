namespace Telemetry.Tools.Server;

/// <summary>The events of one stream of one tenant.</summary>
internal readonly record struct EventScope(string Tenant, string Stream);
