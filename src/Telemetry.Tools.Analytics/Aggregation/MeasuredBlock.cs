namespace Telemetry.Tools.Analytics;

/// <summary>A measured field of a block of events, converted once for all groups.</summary>
internal sealed class MeasuredBlock(MeasuredColumn column, FieldNeeds needs)
{
    private readonly bool[] _isThere = new bool[EventBlock.Size];
    private readonly long[] _exact = new long[EventBlock.Size];
    private readonly Int128[] _nanos = new Int128[column.IsWhole ? 0 : EventBlock.Size];
    private readonly int[] _buckets = new int[EventBlock.Size];

    /// <summary>Whether the numbers are whole: then <see cref="Exact"/> has them, and <see cref="Nanos"/> is empty.</summary>
    public bool IsWhole => column.IsWhole;

    /// <summary>Whether there is a number that can be added up; where not, the others say nothing.</summary>
    public ReadOnlySpan<bool> IsThere => _isThere;

    /// <summary>What exact percentiles are taken from.</summary>
    public ReadOnlySpan<long> Exact => _exact;

    /// <summary>Numbers with a fraction as they are added up.</summary>
    public ReadOnlySpan<Int128> Nanos => _nanos;

    /// <summary>Their buckets in the histogram, where one is asked for.</summary>
    public ReadOnlySpan<int> Buckets => _buckets;

    /// <summary>Keeps the numbers of a block.</summary>
    public void Look(ReadOnlySpan<Row> rows)
    {
        if (IsWhole) KeepWhole(rows);
        else Keep(rows);
    }

    private void KeepWhole(ReadOnlySpan<Row> rows)
    {
        var slot = column.Slot;
        for (var i = 0; i < rows.Length; i++)
        {
            ref var from = ref rows[i].Cells[slot];
            _isThere[i] = from.State == CellState.Value;
            _exact[i] = from.Number;
        }

        if ((needs & FieldNeeds.Histogram) == 0) return;
        for (var i = 0; i < rows.Length; i++) _buckets[i] = LogLinearHistogram.BucketOf(column.CountedOfWhole(_exact[i]));
    }

    private void Keep(ReadOnlySpan<Row> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            ref var from = ref rows[i].Cells[column.Slot];
            _isThere[i] = from.State == CellState.Value;
            if (!_isThere[i]) continue;
            _nanos[i] = from.Nano;
            if ((needs & FieldNeeds.Histogram) != 0) _buckets[i] = LogLinearHistogram.BucketOf(column.CountedOf(from));
            if ((needs & FieldNeeds.Values) != 0) _exact[i] = column.ExactOf(from);
        }
    }
}
