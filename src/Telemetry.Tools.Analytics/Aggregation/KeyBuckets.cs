namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the pairs of a field's value and a time bucket.</summary>
internal sealed class KeyBuckets(KeyColumn key, BucketClock clock)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<long> _pairs = [];
    private readonly int[] _block = new int[EventBlock.Size];

    public int Count => _pairs.Count;

    /// <summary>The pairs' numbers in a block of rows; below zero where a row has no time.</summary>
    public ReadOnlySpan<int> Look(int rows)
    {
        for (var row = 0; row < rows; row++) _block[row] = clock.Numbers[row] < 0 ? -1 : NumberOf(((long)clock.Numbers[row] << 32) | (uint)key.Numbers[row]);
        return _block.AsSpan(0, rows);
    }

    public GroupKey KeyOf(int number) => new(clock.StartOf((int)(_pairs[number] >> 32)), key.KeyOf((int)_pairs[number]));

    private int NumberOf(long pair)
    {
        if (_numbers.TryGetValue(pair, out var number)) return number;
        _numbers.Add(pair, _pairs.Count);
        _pairs.Add(pair);
        return _pairs.Count - 1;
    }
}
