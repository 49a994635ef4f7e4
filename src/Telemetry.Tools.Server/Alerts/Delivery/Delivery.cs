namespace Telemetry.Tools.Server;

/// <summary>A message that is to be sent. Holds a secret.</summary>
/// <param name="Id">Its id, the same at each try.</param>
/// <param name="Tenant">Whose alert it is about.</param>
/// <param name="Channel">Where it goes.</param>
/// <param name="Body">What is sent, JSON.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Fence">Raised by each server that takes it.</param>
internal sealed record Delivery(string Id, string Tenant, AlertChannel Channel, string Body, int Attempts, long Fence)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Id} to {Channel}";
}
