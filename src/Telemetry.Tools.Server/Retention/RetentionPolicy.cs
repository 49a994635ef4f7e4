namespace Telemetry.Tools.Server;

/// <summary>How long the rows of a table are kept.</summary>
/// <param name="TableName">The table.</param>
/// <param name="RetentionPeriodDays">Days that a row is kept.</param>
/// <param name="Archive">Whether events are written to the archive before they are removed.</param>
/// <param name="IsOwn">Whether the tenant has set it; else it is everybody's.</param>
public sealed record RetentionPolicy(string TableName, int RetentionPeriodDays, bool Archive, bool IsOwn);
