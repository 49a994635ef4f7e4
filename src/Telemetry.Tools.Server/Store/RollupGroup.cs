using System.Runtime.InteropServices;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What a group of new events adds to rollups and histograms, in the order of the keys: writers that go through the same rows in the same order cannot deadlock.</summary>
internal sealed class RollupGroup
{
    private const int MostPrompts = 500_000;

    private readonly Dictionary<RollupKey, UsageSums> _hourly = [];
    private readonly Dictionary<RollupKey, UsageSums> _daily = [];
    private readonly Dictionary<PromptKey, UsageSums> _byPrompt = [];
    private readonly Dictionary<BucketKey, long> _buckets = [];
    private readonly Dictionary<BucketKey, long> _dayBuckets = [];
    private readonly Dictionary<MinuteKey, MinuteCounts> _minutes = [];
    private readonly Dictionary<long, string> _prompts = [];
    private RollupKey[] _keys = [];
    private BucketKey[] _bucketKeys = [];

    public void Clear()
    {
        _hourly.Clear();
        _daily.Clear();
        _byPrompt.Clear();
        _buckets.Clear();
        _dayBuckets.Clear();
        _minutes.Clear();
        if (_prompts.Count > MostPrompts) _prompts.Clear();
    }

    /// <summary>Counts an event that is new.</summary>
    public void Add(IngestBatch batch, long series, in UsageEvent item)
    {
        ref var prompt = ref CollectionsMarshal.GetValueRefOrAddDefault(_prompts, series, out var isKnown);
        if (!isKnown) prompt = PromptText.Of(SeriesDimensions.Decode(batch.Dimensions(item))[SeriesDimensions.Prompt]);
        CollectionsMarshal.GetValueRefOrAddDefault(_minutes, new MinuteKey(batch.Tenant, item.Time / Clock.Minute), out _).Add(item);
        Add(batch.Tenant, series, item);
    }

    /// <summary>Counts an event that was there before, for hours and days by series: no prompt and no minute.</summary>
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

    /// <summary>Each prompt's sums of a day, once <see cref="EachDay"/> has added up the days.</summary>
    public void EachPrompt(PromptAction action)
    {
        foreach (var (key, sums) in _daily)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_byPrompt, new PromptKey(key.Tenant, key.Time, _prompts[key.Series]), out _).Add(sums);
        }

        foreach (var key in _byPrompt.Keys.Order()) action(key, CollectionsMarshal.GetValueRefOrNullRef(_byPrompt, key));
    }

    /// <summary>Each bucket's count of an hour and a series.</summary>
    public void EachBucket(Action<BucketKey, long> action) => Each(_buckets, action);

    /// <summary>Each bucket's count of a day, all series together: as an hour that is the day's number, of series 0.</summary>
    public void EachDayBucket(Action<BucketKey, long> action)
    {
        foreach (var (key, count) in _buckets)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_dayBuckets, new BucketKey(key.Tenant, key.Hour / 24, 0, key.Bucket), out _) += count;
        }

        Each(_dayBuckets, action);
    }

    /// <summary>Each minute's counts.</summary>
    public void EachMinute(Action<MinuteKey, MinuteCounts> action)
    {
        foreach (var key in _minutes.Keys.Order()) action(key, _minutes[key]);
    }

    private void Each(Dictionary<BucketKey, long> buckets, Action<BucketKey, long> action)
    {
        if (_bucketKeys.Length < buckets.Count) _bucketKeys = new BucketKey[buckets.Count * 2];
        buckets.Keys.CopyTo(_bucketKeys, 0);
        Array.Sort(_bucketKeys, 0, buckets.Count);
        foreach (ref readonly var key in _bucketKeys.AsSpan(0, buckets.Count)) action(key, buckets[key]);
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

/// <summary>Takes a row of a day by prompt.</summary>
internal delegate void PromptAction(PromptKey key, in UsageSums sums);

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

/// <summary>Key of a day by prompt.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Day">Days since 1970.</param>
/// <param name="Prompt">The prompt as <see cref="PromptText"/> has it.</param>
internal readonly record struct PromptKey(string Tenant, long Day, string Prompt) : IComparable<PromptKey>
{
    public int CompareTo(PromptKey other)
    {
        var order = string.CompareOrdinal(Tenant, other.Tenant);
        if (order == 0) order = Day.CompareTo(other.Day);
        return order == 0 ? string.CompareOrdinal(Prompt, other.Prompt) : order;
    }
}

/// <summary>Key of a minute.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Minute">Minutes since 1970.</param>
internal readonly record struct MinuteKey(string Tenant, long Minute) : IComparable<MinuteKey>
{
    public int CompareTo(MinuteKey other)
    {
        var order = string.CompareOrdinal(Tenant, other.Tenant);
        return order == 0 ? Minute.CompareTo(other.Minute) : order;
    }
}

/// <summary>How much lies in a minute.</summary>
internal struct MinuteCounts
{
    public long Events;
    public long Requests;

    public void Add(in UsageEvent item)
    {
        Events++;
        Requests += item.Requests;
    }
}
