namespace Telemetry.Tools.Server;

/// <summary>Who sends a request.</summary>
/// <param name="KeyId">Id of the key; <see langword="null"/> in anonymous mode.</param>
/// <param name="Name">What the key is called, for the record of who acknowledged.</param>
/// <param name="Tenant">The tenant; <c>*</c> for an operator.</param>
/// <param name="Role">What it may do.</param>
internal sealed record Caller(string? KeyId, string Name, string Tenant, ServerRole Role)
{
    /// <summary>The caller of a server without keys.</summary>
    public static Caller Anonymous { get; } = new(null, "anonymous", TenantNames.Default, ServerRole.Admin);

    /// <summary>Whether it may see every tenant.</summary>
    public bool IsOperator => Tenant == TenantNames.All;
}
