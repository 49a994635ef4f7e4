namespace Telemetry.Tools.Analytics;

/// <summary>Counts how often each integer occurs, for exact percentiles. Small ones have a place in an array, others in a table;
/// past a limit of different values it gives up (<see cref="IsComplete"/>) rather than fill the memory.</summary>
internal sealed class ValueCounter
{
    private const int DirectLimit = 1 << 18;
    private const int TableLimit = 1 << 20;

    private int[] _direct = [];
    private Dictionary<long, int>? _table;

    /// <summary>Whether every value was counted.</summary>
    public bool IsComplete { get; private set; } = true;

    private long _count;

    public void Add(long value, int times = 1)
    {
        _count += times;
        if ((ulong)value < (ulong)_direct.Length) _direct[value] += times;
        else AddFar(value, times);
    }

    public void Merge(ValueCounter other)
    {
        IsComplete &= other.IsComplete;
        foreach (var (value, times) in other.Values()) Add(value, times);
    }

    /// <summary>Nearest-rank percentile; <see langword="null"/> where nothing was counted or not everything.</summary>
    public long? Percentile(int percent)
    {
        if (!IsComplete || _count == 0) return null;
        var rank = NearestRank.Of(_count, percent);
        foreach (var (value, times) in Values().OrderBy(pair => pair.Value))
        {
            rank -= times;
            if (rank <= 0) return value;
        }

        return null;
    }

    private IEnumerable<(long Value, int Times)> Values()
    {
        for (var i = 0; i < _direct.Length; i++)
        {
            if (_direct[i] > 0) yield return (i, _direct[i]);
        }

        foreach (var (value, times) in _table ?? []) yield return (value, times);
    }

    private void AddFar(long value, int times)
    {
        if (value is >= 0 and < DirectLimit)
        {
            Array.Resize(ref _direct, Math.Min(DirectLimit, Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)value + 1))));
            _direct[value] += times;
            return;
        }

        _table ??= [];
        ref var slot = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_table, value, out var known);
        if (!known && _table.Count > TableLimit) IsComplete = false;
        slot += times;
        if (!IsComplete) _table = null;
    }
}
