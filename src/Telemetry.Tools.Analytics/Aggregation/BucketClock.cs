namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the time buckets of the events that come by; neighbours in time are mostly in the same one.</summary>
internal sealed class BucketClock(TimeBucket bucket)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<long> _starts = [];
    private long _start = long.MaxValue;
    private long _end = long.MinValue;

    /// <summary>Number of the bucket that the last time fell into.</summary>
    public int Current { get; private set; }

    public int Count => _starts.Count;

    public void Look(long micros)
    {
        if (micros >= _start && micros < _end) return;
        _start = BucketMath.Start(bucket, micros);
        _end = BucketMath.Next(bucket, _start);
        if (!_numbers.TryGetValue(_start, out var number))
        {
            number = _starts.Count;
            _numbers.Add(_start, number);
            _starts.Add(_start);
        }

        Current = number;
    }

    public long StartOf(int number) => _starts[number];
}
