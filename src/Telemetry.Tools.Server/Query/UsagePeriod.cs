using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>A period in UTC and how it is cut into buckets.</summary>
/// <param name="Start">Start, in microseconds since 1970, inclusive.</param>
/// <param name="End">End, exclusive.</param>
/// <param name="EchoedEnd">The end as it is told: the last second of a day where a date was given.</param>
/// <param name="Bucket">How it is cut.</param>
internal sealed record UsagePeriod(long Start, long End, DateTimeOffset EchoedEnd, TimeBucket Bucket)
{
    /// <summary>Buckets that an answer may have.</summary>
    public const int MaxBuckets = 10_000;

    private const int DefaultDays = 30;

    /// <summary>Reads <c>start_date</c>, <c>end_date</c> and <c>group_by</c>.</summary>
    /// <exception cref="QueryException">They cannot be read, or do not fit together.</exception>
    public static UsagePeriod Of(string? start, string? end, string? groupBy, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var (until, echoed) = end is null ? EndOfDay(today) : ReadEnd(end);
        var since = start is null ? StartBefore(until) : Read(start, "start_date").Time;
        // A day that is the end ends where the next one starts: a start there lies behind it.
        if (since > until || (since == until && echoed < until)) throw new QueryException("'start_date' lies behind 'end_date'.");
        var period = new UsagePeriod(Clock.Micros(since), Clock.Micros(until), echoed, ReadBucket(groupBy));
        if (period.CountBuckets() > MaxBuckets) throw new QueryException($"The period has more than {MaxBuckets} buckets; choose a longer 'group_by' or a shorter period.");
        return period;
    }

    /// <summary>Starts of all buckets, in order; the first may begin before the period.</summary>
    public IEnumerable<long> Buckets()
    {
        for (var start = BucketMath.Start(Bucket, Start); start < End; start = BucketMath.Next(Bucket, start)) yield return start;
    }

    /// <summary>The period before this one, as long as it.</summary>
    /// <exception cref="QueryException">The calendar does not go back that far.</exception>
    public UsagePeriod Before() => Moved(Start - (End - Start), Start);

    /// <summary>The same days one year earlier.</summary>
    /// <exception cref="QueryException">The calendar does not go back that far.</exception>
    public UsagePeriod YearBefore()
    {
        var (start, end) = (Clock.Time(Start), Clock.Time(End));
        if (start.Year == 1) throw NothingBefore();
        // Of days, the last one is moved and not the start of the one behind it: 28 February ends with itself also where a 29th follows. A lone 29 February has the 28th before it.
        var isDates = EchoedEnd != end;
        return Moved(Clock.Micros(start.AddYears(-1)), Clock.Micros(isDates ? end.AddDays(-1).AddYears(-1).AddDays(1) : end.AddYears(-1)));
    }

    /// <summary>The bucket's name.</summary>
    public static string NameOf(TimeBucket bucket) => bucket switch { TimeBucket.Hour => "hour", TimeBucket.Week => "week", TimeBucket.Month => "month", _ => "day" };

    private UsagePeriod Moved(long start, long end)
    {
        if (start < Clock.Micros(DateTimeOffset.MinValue)) throw NothingBefore();
        var isDate = EchoedEnd != Clock.Time(End);
        return this with { Start = start, End = end, EchoedEnd = isDate ? Clock.Time(end).AddSeconds(-1) : Clock.Time(end) };
    }

    private static QueryException NothingBefore() => new("The calendar has no such period before 'start_date'.");

    // Counted without making them: a period of centuries by the hour must cost nothing.
    private long CountBuckets()
    {
        if (End <= Start) return 0;
        var (first, last) = (BucketMath.Start(Bucket, Start), BucketMath.Start(Bucket, End - 1));
        if (Bucket != TimeBucket.Month) return ((last - first) / (BucketMath.Next(Bucket, first) - first)) + 1;
        var (from, to) = (Clock.Time(first), Clock.Time(last));
        return ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
    }

    private static DateTimeOffset StartBefore(DateTimeOffset until) =>
        until < DateTimeOffset.MinValue.AddDays(DefaultDays + 1) ? DateTimeOffset.MinValue : until.AddDays(-DefaultDays);

    private static (DateTimeOffset End, DateTimeOffset Echoed) ReadEnd(string text)
    {
        var (time, isDate) = Read(text, "end_date");
        return isDate ? EndOfDay(time) : (time, time);
    }

    private static (DateTimeOffset End, DateTimeOffset Echoed) EndOfDay(DateTimeOffset day)
    {
        if (day.Date == DateTime.MaxValue.Date) throw new QueryException("'end_date' is too far ahead.");
        return (day.AddDays(1), day.AddDays(1).AddSeconds(-1));
    }

    private static (DateTimeOffset Time, bool IsDate) Read(string text, string name)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return (new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), true);
        if (text.Length <= 64 && TimeText.TryRead(Encoding.UTF8.GetBytes(text), out var time)) return (time, false);
        throw new QueryException($"'{name}' takes a date (2026-01-31) or a time (2026-01-31T10:00:00Z).");
    }

    private static TimeBucket ReadBucket(string? text) => text switch
    {
        null or "day" => TimeBucket.Day,
        "hour" => TimeBucket.Hour,
        "week" => TimeBucket.Week,
        "month" => TimeBucket.Month,
        _ => throw new QueryException("'group_by' takes hour, day, week or month."),
    };
}
