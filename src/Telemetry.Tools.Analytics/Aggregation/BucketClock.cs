using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the time buckets of the events that come by; neighbours in time are mostly in the same one.</summary>
internal sealed class BucketClock(TimeBucket bucket)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<long> _starts = [];
    private long _start = long.MaxValue;
    private long _end = long.MinValue;

    private int _current;

    /// <summary>Numbers of the buckets of a block of rows; below zero where a row has no time.</summary>
    public int[] Numbers { get; } = new int[ScopeAggregator.BlockSize];

    public int Count => _starts.Count;

    /// <summary>Keeps a row's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(bool hasTime, long micros, int at)
    {
        if (hasTime && (micros < _start || micros >= _end)) MoveTo(micros);
        Numbers[at] = hasTime ? _current : -1;
    }

    public long StartOf(int number) => _starts[number];

    private void MoveTo(long micros)
    {
        _start = BucketMath.Start(bucket, micros);
        _end = BucketMath.Next(bucket, _start);
        if (!_numbers.TryGetValue(_start, out var number))
        {
            number = _starts.Count;
            _numbers.Add(_start, number);
            _starts.Add(_start);
        }

        _current = number;
    }
}
