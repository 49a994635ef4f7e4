namespace Telemetry.Tools;

/// <summary>One thing that went wrong in a store, for the host to show if it likes.</summary>
/// <param name="Id"><c>TEL2xxx</c>.</param>
/// <param name="Message">What, and what to do about it.</param>
public sealed record StoreWarning(string Id, string Message);
