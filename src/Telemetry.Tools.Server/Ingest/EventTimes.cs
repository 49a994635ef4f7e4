namespace Telemetry.Tools.Server;

/// <summary>Which times an event may have.</summary>
internal static class EventTimes
{
    private const long Ahead = 10 * Clock.Minute;

    /// <summary>Why a time is not taken; <see langword="null"/> where it is.</summary>
    public static (string Code, string Message)? ProblemOf(long micros, DateTimeOffset now)
    {
        if (micros < Clock.Earliest) return (RejectionCodes.TooOld, "'timestamp' is before 2000-01-01.");
        if (micros > Clock.Micros(now) + Ahead) return (RejectionCodes.InFuture, "'timestamp' is more than 10 minutes ahead of the server's clock.");
        return null;
    }
}
