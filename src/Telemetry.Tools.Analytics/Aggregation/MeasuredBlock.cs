using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Analytics;

/// <summary>A measured field of a block of rows, converted once for all groups.</summary>
internal sealed class MeasuredBlock(MeasuredColumn column, FieldNeeds needs)
{
    private readonly int _slot = column.Slot;
    private readonly bool _isWhole = column.IsWhole;

    /// <summary>The field in each row.</summary>
    public MeasuredCell[] Cells { get; } = new MeasuredCell[ScopeAggregator.BlockSize];

    /// <summary>Keeps a row's.</summary>
    public void Look(Row row, int at)
    {
        ref var from = ref row.Cells[_slot];
        ref var to = ref Cells[at];
        to.IsThere = from.State == CellState.Value;
        if (!to.IsThere) return;
        if (_isWhole) Keep(from.Number, ref to);
        else Keep(from, ref to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(long number, ref MeasuredCell to)
    {
        to.Value = number;
        to.Bucket = LogLinearHistogram.BucketOf(column.CountedOfWhole(number));
        to.Exact = number;
    }

    private void Keep(in Cell from, ref MeasuredCell to)
    {
        to.Value = from.Nano;
        if ((needs & FieldNeeds.Histogram) != 0) to.Bucket = LogLinearHistogram.BucketOf(column.CountedOf(from));
        if ((needs & FieldNeeds.Values) != 0) to.Exact = column.ExactOf(from);
    }
}

/// <summary>One measured field of one row.</summary>
internal struct MeasuredCell
{
    /// <summary>Whether there is a number that can be added up.</summary>
    public bool IsThere;

    /// <summary>What is added up.</summary>
    public Int128 Value;

    /// <summary>Its bucket in the histogram.</summary>
    public int Bucket;

    /// <summary>What exact percentiles are taken from.</summary>
    public long Exact;
}
