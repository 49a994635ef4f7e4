namespace Telemetry.Tools;

/// <summary>What turning on or off changed.</summary>
/// <param name="Root">The store's folder.</param>
/// <param name="Files">The files that were made, rewritten or removed; none when all was so already.</param>
public sealed record ConsentChange(string Root, IReadOnlyList<string> Files);
