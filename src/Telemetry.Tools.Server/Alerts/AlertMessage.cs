namespace Telemetry.Tools.Server;

/// <summary>What is sent about an alert.</summary>
/// <param name="Type"><c>alert.triggered</c> or <c>alert.resolved</c>.</param>
/// <param name="Timestamp">When that was.</param>
/// <param name="TenantId">Whose alert it is.</param>
/// <param name="Data">The alert.</param>
internal sealed record AlertMessage(string Type, string Timestamp, string TenantId, Alert Data)
{
    public const string Triggered = "alert.triggered";
    public const string Resolved = "alert.resolved";
}
