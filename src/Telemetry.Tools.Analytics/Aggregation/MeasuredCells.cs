namespace Telemetry.Tools.Analytics;

/// <summary>The current row's measured fields, converted once for all groups.</summary>
internal sealed class MeasuredCells(MeasuredColumn[] columns, FieldNeeds[] needs)
{
    private readonly MeasuredCell[] _cells = new MeasuredCell[columns.Length];

    public ref MeasuredCell this[int index] => ref _cells[index];

    public void Look(Row row)
    {
        for (var i = 0; i < columns.Length; i++) Look(columns[i], needs[i], ref row.Cells[columns[i].Slot], ref _cells[i]);
    }

    private static void Look(MeasuredColumn column, FieldNeeds needs, ref Cell from, ref MeasuredCell to)
    {
        to.IsThere = from.State == CellState.Value;
        if (!to.IsThere) return;
        to.Value = column.ValueOf(from);
        if ((needs & FieldNeeds.Histogram) != 0) to.Bucket = LogLinearHistogram.BucketOf(column.CountedOf(from));
        if ((needs & FieldNeeds.Values) != 0) to.Exact = column.ExactOf(from);
    }
}

/// <summary>One measured field of the current row.</summary>
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
