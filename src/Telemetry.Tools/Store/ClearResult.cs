namespace Telemetry.Tools;

/// <summary>What <see cref="EventStore.Clear"/> deleted.</summary>
/// <param name="Deleted">Paths of the segments.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="PassedOver">Folders that were left alone: no <c>schema.json</c>, a link, or another user's.</param>
public sealed record ClearResult(IReadOnlyList<string> Deleted, long Bytes, IReadOnlyList<string> PassedOver);
