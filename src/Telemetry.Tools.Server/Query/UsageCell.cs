using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Sums and a histogram, and the figures that follow from them. Division comes last.</summary>
internal sealed class UsageCell
{
    private readonly LogLinearHistogram _histogram = new();
    private UsageSums _sums;

    public ref readonly UsageSums Sums => ref _sums;

    public void Add(in UsageSums sums) => _sums.Add(sums);

    public void Count(int bucket, long count) => _histogram.AddBucket(bucket, count);

    public void Add(UsageCell other)
    {
        _sums.Add(other._sums);
        _histogram.Merge(other._histogram);
    }

    /// <summary>Whether any request says how long it took. Where hours are gone and their day is kept, its first hour holds the times of all: they belong to no hour any more.</summary>
    public bool IsTimed => _sums.Timed > 0;

    /// <summary>Adds another cell's response times, and nothing else of it.</summary>
    public void AddTimes(UsageCell other) => _histogram.Merge(other._histogram);

    /// <summary>The sums alone.</summary>
    public UsageCell WithoutTimes()
    {
        var cell = new UsageCell();
        cell.Add(_sums);
        return cell;
    }

    /// <summary>Nearest-rank percentile of response times in microseconds.</summary>
    public long? PercentileMicros(int percent) => _histogram.Percentile(percent);

    /// <summary>Fills in the figures.</summary>
    public T Fill<T>(T figures)
        where T : UsageFigures => (T)(figures with
        {
            TotalRequests = _sums.Requests,
            TotalTokensRequested = _sums.TokensRequested,
            TotalTokensUsed = _sums.TokensUsed,
            TotalCostUsd = MoneyText.Of(_sums.CostNanos),
            AverageResponseTimeMs = AverageOf(_sums),
            SuccessRate = RateOf(_sums.Successes, _sums.Requests),
            CacheHitRate = RateOf(_sums.CacheHits, _sums.CacheKnown),
            P50ResponseTimeMs = IsTimed ? PercentileMs(50) : null,
            P95ResponseTimeMs = IsTimed ? PercentileMs(95) : null,
            UnpricedRequests = _sums.Unpriced,
        });

    /// <summary>Mean response time in milliseconds.</summary>
    public static double? AverageOf(in UsageSums sums) => sums.Timed == 0 ? null : Nanos.Divide(sums.ResponseMicros, (Int128)sums.Timed * 1_000);

    /// <summary>A share, as the local scan divides; null of nothing.</summary>
    public static double? RateOf(long part, long whole) => whole == 0 ? null : (double)part / whole;

    /// <summary>A percentile of response times in milliseconds; null of nothing.</summary>
    public double? PercentileMs(int percent) => _histogram.Percentile(percent) is { } micros ? Nanos.Divide(micros, 1_000) : null;
}
