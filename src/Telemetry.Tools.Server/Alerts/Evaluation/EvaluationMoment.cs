namespace Telemetry.Tools.Server;

/// <summary>When a tenant's rules are evaluated, and what has come in late since they last were.</summary>
/// <param name="End">The present: a whole minute, where the newest windows end.</param>
/// <param name="FirstLive">End of the oldest window that belongs to the present: events may come in some minutes late.</param>
/// <param name="WatchedSince">Since when a server has looked without a break.</param>
/// <param name="FirstDay">First day with usage; <see langword="null"/> where there is none.</param>
/// <param name="LateHours">Hours to which events have come later than that, in order.</param>
internal sealed record EvaluationMoment(long End, long FirstLive, long WatchedSince, long? FirstDay, IReadOnlyList<long> LateHours);
