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
    private LogLinearHistogram? _histogram;
    private ValueCounter? _values;

    /// <summary>Each value, as long as there are not too many different ones.</summary>
    public readonly ValueCounter? Values => _values;

    public void Add(in MeasuredCell cell, FieldNeeds needs)
    {
        if ((needs & FieldNeeds.Extremes) != 0) AddExtremes(cell.Value);
        Count++;
        Sum += cell.Value;
        if ((needs & FieldNeeds.Values) != 0)
        {
            // The histogram can be made of the values, so only what is not among them is counted there.
            var values = _values ??= new();
            if (values.IsComplete)
            {
                values.Add(cell.Exact);
                return;
            }
        }

        if ((needs & FieldNeeds.Histogram) != 0) (_histogram ??= new()).AddOne(cell.Bucket);
    }

    /// <summary>The histogram of all values; <see langword="null"/> where none was asked for or nothing counted.</summary>
    public readonly LogLinearHistogram? Histogram(MeasuredColumn column)
    {
        if (_values is null) return _histogram;
        var whole = new LogLinearHistogram();
        if (_histogram is not null) whole.Merge(_histogram);
        foreach (var (value, times) in _values.Values()) whole.AddBucket(LogLinearHistogram.BucketOf(column.CountedOf(value)), times);
        return whole;
    }

    public void Merge(in FieldTotals other)
    {
        if (other.Count == 0) return;
        if (Count == 0 || other.Minimum < Minimum) Minimum = other.Minimum;
        if (Count == 0 || other.Maximum > Maximum) Maximum = other.Maximum;
        Count += other.Count;
        Sum += other.Sum;
        if (other._histogram is not null) (_histogram ??= new()).Merge(other._histogram);
        if (other._values is not null) (_values ??= new()).Merge(other._values);
    }

    private void AddExtremes(Int128 value)
    {
        if (Count == 0 || value < Minimum) Minimum = value;
        if (Count == 0 || value > Maximum) Maximum = value;
    }
}
