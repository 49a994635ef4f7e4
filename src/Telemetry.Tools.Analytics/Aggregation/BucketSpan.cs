namespace Telemetry.Tools.Analytics;

/// <summary>Which buckets an answer over time has: all from the first to the last, empty ones too.</summary>
internal static class BucketSpan
{
    public static IEnumerable<long> Fill(Query query, IReadOnlyCollection<long> filled)
    {
        if (filled.Count == 0) return [];
        var first = filled.Min();
        var last = filled.Max();
        if (query.Since is { } since) first = Math.Min(first, BucketMath.Start(query.Bucket, BucketMath.ToMicros(since)));
        if (query.Until is { } until) last = Math.Max(last, BucketMath.Start(query.Bucket, BucketMath.ToMicros(until) - 1));
        IEnumerable<long>? span = Span(query.Bucket, first, last);
        return span ?? filled.Order();
    }

    private static List<long>? Span(TimeBucket bucket, long first, long last)
    {
        var starts = new List<long>();
        for (var start = first; start <= last; start = BucketMath.Next(bucket, start))
        {
            if (starts.Count == AnswerBuilder.MaxBuckets) return null;
            starts.Add(start);
        }

        return starts;
    }
}
