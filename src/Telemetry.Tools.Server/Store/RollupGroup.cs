using System.Runtime.InteropServices;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What a group of new events adds to rollups and histograms, in the order of the keys: writers that go through the same rows in the same order cannot deadlock.</summary>
internal sealed class RollupGroup
{
    private readonly Dictionary<RollupKey, UsageSums> _hourly = [];
    private readonly Dictionary<RollupKey, UsageSums> _daily = [];
    private readonly Dictionary<BucketKey, long> _buckets = [];
    private RollupKey[] _keys = [];
    private BucketKey[] _bucketKeys = [];

    public void Clear()
    {
        _hourly.Clear();
        _daily.Clear();
        _buckets.Clear();
    }

    /// <summary>Counts an event that is new.</summary>
    public void Add(string tenant, long series, in UsageEvent item)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_hourly, new RollupKey(tenant, item.Hour, series), out _).Add(item);
        if (item.ResponseMicros is not { } micros) return;
        CollectionsMarshal.GetValueRefOrAddDefault(_buckets, new BucketKey(tenant, item.Hour, series, LogLinearHistogram.BucketOf(micros)), out _)++;
    }

    /// <summary>Each hour's sums.</summary>
    public void EachHour(RollupAction action) => Each(_hourly, action);

    /// <summary>Each day's sums.</summary>
    public void EachDay(RollupAction action)
    {
        foreach (var (key, sums) in _hourly)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_daily, key with { Time = key.Time / 24 }, out _).Add(sums);
        }

        Each(_daily, action);
    }

    /// <summary>Each bucket's count.</summary>
    public void EachBucket(Action<BucketKey, long> action)
    {
        if (_bucketKeys.Length < _buckets.Count) _bucketKeys = new BucketKey[_buckets.Count * 2];
        _buckets.Keys.CopyTo(_bucketKeys, 0);
        Array.Sort(_bucketKeys, 0, _buckets.Count);
        foreach (ref readonly var key in _bucketKeys.AsSpan(0, _buckets.Count)) action(key, _buckets[key]);
    }

    private void Each(Dictionary<RollupKey, UsageSums> sums, RollupAction action)
    {
        if (_keys.Length < sums.Count) _keys = new RollupKey[sums.Count * 2];
        sums.Keys.CopyTo(_keys, 0);
        Array.Sort(_keys, 0, sums.Count);
        foreach (ref readonly var key in _keys.AsSpan(0, sums.Count)) action(key, CollectionsMarshal.GetValueRefOrNullRef(sums, key));
    }
}

/// <summary>Takes one rollup row.</summary>
internal delegate void RollupAction(RollupKey key, in UsageSums sums);

/// <summary>Key of a rollup row.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Time">Hours or days since 1970.</param>
/// <param name="Series">The series.</param>
internal readonly record struct RollupKey(string Tenant, long Time, long Series) : IComparable<RollupKey>
{
    public int CompareTo(RollupKey other)
    {
        var order = string.CompareOrdinal(Tenant, other.Tenant);
        if (order == 0) order = Time.CompareTo(other.Time);
        return order == 0 ? Series.CompareTo(other.Series) : order;
    }
}

/// <summary>Key of a histogram's bucket.</summary>
internal readonly record struct BucketKey(string Tenant, long Hour, long Series, int Bucket) : IComparable<BucketKey>
{
    public int CompareTo(BucketKey other)
    {
        var order = string.CompareOrdinal(Tenant, other.Tenant);
        if (order == 0) order = Hour.CompareTo(other.Hour);
        if (order == 0) order = Series.CompareTo(other.Series);
        return order == 0 ? Bucket.CompareTo(other.Bucket) : order;
    }
}
