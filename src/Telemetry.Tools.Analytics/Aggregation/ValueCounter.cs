using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Counts how often each integer occurs, for exact percentiles. Small ones have a place in an array, others in a table.
/// Past a limit of different values it is closed (<see cref="IsComplete"/>) rather than fill the memory, and keeps what it counted.</summary>
internal sealed class ValueCounter
{
    private const int DirectLimit = 1 << 18;

    private readonly int _limit;

    // Two bytes each, for what is touched at every line; what overflows goes on in the table.
    private ushort[] _direct = [];
    private Dictionary<long, long>? _table;

    public ValueCounter(int limit = 1 << 18) => _limit = limit;

    /// <summary>Whether every value was counted.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Counts a value; not to be called when closed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        var direct = _direct;
        if ((ulong)value >= (ulong)direct.Length) AddFar(value);
        else if (++direct[value] == 0) AddToTable(value, 1 << 16);
    }

    /// <summary>Takes over what another counted, however much that is.</summary>
    public void Merge(ValueCounter other)
    {
        IsComplete &= other.IsComplete;
        MergeDirect(other._direct);
        foreach (var (value, times) in other._table ?? []) AddToTable(value, times);
    }

    /// <summary>Nearest-rank percentile; <see langword="null"/> where nothing was counted or not everything.</summary>
    public long? Percentile(int percent)
    {
        if (!IsComplete) return null;
        var count = Values().Sum(pair => pair.Times);
        if (count == 0) return null;
        var rank = NearestRank.Of(count, percent);
        foreach (var (value, times) in _table is null ? Values() : Values().OrderBy(pair => pair.Value))
        {
            rank -= times;
            if (rank <= 0) return value;
        }

        return null;
    }

    /// <summary>What was counted; a value may come twice.</summary>
    public IEnumerable<(long Value, long Times)> Values()
    {
        for (var i = 0; i < _direct.Length; i++)
        {
            if (_direct[i] > 0) yield return (i, _direct[i]);
        }

        foreach (var (value, times) in _table ?? []) yield return (value, times);
    }

    private void MergeDirect(ushort[] counts)
    {
        if (counts.Length > _direct.Length) Array.Resize(ref _direct, counts.Length);
        for (var value = 0; value < counts.Length; value++)
        {
            var times = _direct[value] + counts[value];
            _direct[value] = (ushort)times;
            if (times > ushort.MaxValue) AddToTable(value, 1 << 16);
        }
    }

    private void AddFar(long value)
    {
        if (value is >= 0 and < DirectLimit)
        {
            var size = Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)value + 1));
            Array.Resize(ref _direct, Math.Min(DirectLimit, size));
            _direct[value]++;
            return;
        }

        AddToTable(value, 1);
        if (_table!.Count > _limit) IsComplete = false;
    }

    private void AddToTable(long value, long times)
    {
        _table ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(_table, value, out _) += times;
    }
}
