using System.Numerics;
using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Counts integers in buckets, 32 an octave, so that percentiles merge: the answer is the middle of a bucket and at most 1.6 % off.
/// Integers up to 63 have a bucket each. Durations are counted in microseconds, other integers as they are.</summary>
public sealed class LogLinearHistogram
{
    private const int BucketsAnOctave = 32;
    private const int OctaveBits = 5;

    // A quarter of the memory of longs, for what is touched at every line; a bucket that overflows goes on in the dictionary.
    private ushort[] _counts = [];
    private Dictionary<int, long>? _overflows;
    private int _first;

    /// <summary>How many values were counted.</summary>
    public long Count => Buckets().Sum(pair => pair.Count);

    /// <summary>The bucket of a value; below zero mirrored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BucketOf(long value)
    {
        return value >= 0 ? BucketOfPositive(value) : -1 - BucketOfPositive(value == long.MinValue ? long.MaxValue : -value);
    }

    // Without a branch for the small ones: their shift is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BucketOfPositive(long value)
    {
        var shift = Math.Max(0, 63 - OctaveBits - BitOperations.LeadingZeroCount((ulong)value));
        return (shift * BucketsAnOctave) + (int)(value >> shift);
    }

    /// <summary>Smallest value of a bucket (the one nearest to zero, below zero).</summary>
    public static long LowerBound(int bucket)
    {
        if (bucket < 0) return -LowerBound(-1 - bucket);
        if (bucket < 2 * BucketsAnOctave) return bucket;
        var shift = (bucket / BucketsAnOctave) - 1;
        return (long)(bucket - (shift * BucketsAnOctave)) << shift;
    }

    /// <summary>The middle of a bucket: what stands for each of its values.</summary>
    public static long Midpoint(int bucket)
    {
        if (bucket < 0) return -Midpoint(-1 - bucket);
        var width = bucket < 2 * BucketsAnOctave ? 1L : 1L << ((bucket / BucketsAnOctave) - 1);
        return LowerBound(bucket) + (width / 2);
    }

    /// <summary>Counts a value.</summary>
    public void Add(long value) => AddBucket(BucketOf(value), 1);

    /// <summary>Counts a value whose bucket is known.</summary>
    public void AddBucket(int bucket, long count)
    {
        var index = bucket - _first;
        if ((uint)index >= (uint)_counts.Length) index = Grow(bucket);
        var sum = _counts[index] + count;
        _counts[index] = (ushort)sum;
        if (sum > ushort.MaxValue) Overflow(bucket, sum - (ushort)sum);
    }

    /// <summary>Counts one value whose bucket is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddOne(int bucket)
    {
        var counts = _counts;
        var index = bucket - _first;
        if ((uint)index >= (uint)counts.Length) AddBucket(bucket, 1);
        else if (++counts[index] == 0) Overflow(bucket, 1 << 16);
    }

    /// <summary>Adds another histogram's counts.</summary>
    public void Merge(LogLinearHistogram other)
    {
        foreach (var (bucket, count) in other.Buckets()) AddBucket(bucket, count);
    }

    /// <summary>The buckets that hold something, in order.</summary>
    public IEnumerable<(int Bucket, long Count)> Buckets()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            var count = _counts[i] + (_overflows?.GetValueOrDefault(_first + i) ?? 0);
            if (count > 0) yield return (_first + i, count);
        }
    }

    /// <summary>Nearest-rank percentile; <see langword="null"/> where nothing was counted.</summary>
    /// <param name="percent">1–100.</param>
    public long? Percentile(int percent)
    {
        var count = Count;
        if (count == 0) return null;
        var rank = NearestRank.Of(count, percent);
        foreach (var (bucket, times) in Buckets())
        {
            rank -= times;
            if (rank <= 0) return Midpoint(bucket);
        }

        return null;
    }

    private void Overflow(int bucket, long count)
    {
        _overflows ??= [];
        _overflows[bucket] = _overflows.GetValueOrDefault(bucket) + count;
    }

    private int Grow(int bucket)
    {
        const int Margin = BucketsAnOctave;
        var first = _counts.Length == 0 ? bucket - Margin : Math.Min(_first, bucket - Margin);
        var last = _counts.Length == 0 ? bucket + Margin : Math.Max(_first + _counts.Length - 1, bucket + Margin);
        var grown = new ushort[last - first + 1];
        _counts.CopyTo(grown, _counts.Length == 0 ? 0 : _first - first);
        (_counts, _first) = (grown, first);
        return bucket - first;
    }
}
