namespace Telemetry.Tools.Server;

/// <summary>When a message that was not taken is tried again: eight tries within 24 hours.</summary>
internal static class DeliverySchedule
{
    /// <summary>How often a message is tried.</summary>
    public const int Tries = 8;

    // Together just under 24 hours.
    private static readonly long[] Pauses =
        [30 * Clock.Second, 2 * Clock.Minute, 10 * Clock.Minute, Clock.Hour, 3 * Clock.Hour, 8 * Clock.Hour, (11 * Clock.Hour) + (45 * Clock.Minute)];

    /// <summary>How long to wait after a number of tries, in microseconds; <see langword="null"/> where it was the last.</summary>
    /// <param name="tries">Tries so far.</param>
    /// <param name="chance">0–1: up to a tenth is taken off, so that what failed together does not come back together.</param>
    public static long? PauseAfter(int tries, double chance) => tries >= Tries ? null : (long)(Pauses[tries - 1] * (1 - (chance / 10)));
}
