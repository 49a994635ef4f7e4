namespace Telemetry.Tools.Server;

/// <summary>What became of the items of one request; accepted, duplicates and rejected add up to what was sent.</summary>
/// <param name="Accepted">Events that are now stored, on disk.</param>
/// <param name="Duplicates">Events that were stored before, or stood in the request more than once.</param>
/// <param name="GeneratedIds">Items without an <c>event_id</c>, which the server gave one; sent again, they count again.</param>
/// <param name="Rejected">Items that were not stored, and why.</param>
public sealed record IngestAnswer(int Accepted, int Duplicates, int GeneratedIds, IReadOnlyList<Rejection> Rejected);
