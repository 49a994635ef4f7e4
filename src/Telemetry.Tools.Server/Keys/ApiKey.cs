namespace Telemetry.Tools.Server;

/// <summary>A key without its secret.</summary>
/// <param name="Id">What it is known by; not secret.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Tenant">The tenant it belongs to; <c>*</c> for an operator's key.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked; <see langword="null"/> while it works.</param>
public sealed record ApiKey(string Id, string Name, string Tenant, ServerRole Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>A key as it was made: the only time that its text is known.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">What is sent with requests.</param>
public sealed record NewKey(ApiKey Key, string Text);
