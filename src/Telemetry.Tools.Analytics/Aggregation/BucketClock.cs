namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the time buckets of the events that come by; neighbours in time are mostly in the same one.</summary>
internal sealed class BucketClock(TimeBucket bucket)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<long> _starts = [];
    private readonly int[] _block = new int[EventBlock.Size];
    private long _start = long.MaxValue;
    private long _end = long.MinValue;
    private int _current;
    private int _filled = -1;

    /// <summary>Numbers of the buckets of a block of events; below zero where one has no time.</summary>
    public ReadOnlySpan<int> Numbers => _block;

    public int Count => _starts.Count;

    /// <summary>Whether all events of the block are in one bucket.</summary>
    public bool IsOne => _filled >= 0;

    /// <summary>Keeps those of a block.</summary>
    /// <param name="times">When the events happened.</param>
    /// <param name="spread">Their extremes.</param>
    public void Look(ReadOnlySpan<long> times, in TimeSpread spread)
    {
        if (spread.IsComplete && IsCurrent(spread.First) && IsCurrent(spread.Last)) FillWithCurrent();
        else LookAtEach(times);
    }

    public long StartOf(int number) => _starts[number];

    private bool IsCurrent(long micros) => micros >= _start && micros < _end;

    private void FillWithCurrent()
    {
        if (_filled == _current) return;
        Array.Fill(_block, _current);
        _filled = _current;
    }

    private void LookAtEach(ReadOnlySpan<long> times)
    {
        _filled = -1;
        for (var i = 0; i < times.Length; i++) _block[i] = times[i] == EventBlock.NoTime ? -1 : NumberOf(times[i]);
    }

    private int NumberOf(long micros)
    {
        if (!IsCurrent(micros)) MoveTo(micros);
        return _current;
    }

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
