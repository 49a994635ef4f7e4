namespace Telemetry.Tools.Analytics;

/// <summary>What must be known of a measured field in a group.</summary>
[Flags]
internal enum FieldNeeds : byte
{
    None = 0,
    Extremes = 1,
    Histogram = 2,
    Values = 4,
}

/// <summary>The figures of one measured field in one group; sums are of integers (see <see cref="MeasuredColumn"/>).</summary>
internal struct FieldTotals
{
    public long Count;
    public Int128 Sum;
    public Int128 Minimum;
    public Int128 Maximum;
    public LogLinearHistogram? Histogram;
    public ValueCounter? Values;

    public void Add(Int128 value, int bucket, long counted, FieldNeeds needs)
    {
        if ((needs & FieldNeeds.Extremes) != 0) AddExtremes(value);
        Count++;
        Sum += value;
        if ((needs & FieldNeeds.Histogram) != 0) (Histogram ??= new()).AddBucket(bucket, 1);
        if ((needs & FieldNeeds.Values) != 0) (Values ??= new()).Add(counted);
    }

    public void Merge(in FieldTotals other)
    {
        if (other.Count == 0) return;
        if (Count == 0 || other.Minimum < Minimum) Minimum = other.Minimum;
        if (Count == 0 || other.Maximum > Maximum) Maximum = other.Maximum;
        Count += other.Count;
        Sum += other.Sum;
        if (other.Histogram is not null) (Histogram ??= new()).Merge(other.Histogram);
        if (other.Values is not null) (Values ??= new()).Merge(other.Values);
    }

    private void AddExtremes(Int128 value)
    {
        if (Count == 0 || value < Minimum) Minimum = value;
        if (Count == 0 || value > Maximum) Maximum = value;
    }
}
