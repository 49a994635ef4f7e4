namespace Telemetry.Tools;

/// <summary>How long to wait before the next try: a random part of a time that doubles with each failure, so that clients of a server that comes back do not come all at once.</summary>
internal sealed class RetryDelay(Func<double> jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private int _failures;

    public void Reset() => _failures = 0;

    /// <summary>How long is waited in any case where the server asked for it.</summary>
    public static TimeSpan Least(TimeSpan? asked) => asked > LongestAsked ? LongestAsked : asked ?? TimeSpan.Zero;

    /// <summary>The wait after one more failure.</summary>
    /// <param name="asked">What the server asked for: it is waited at least so long, an hour at most.</param>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var most = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(_failures++, 30)));
        var wait = TimeSpan.FromTicks((long)(most * jitter()));
        var least = Least(asked);
        return wait > least ? wait : least;
    }
}
