using System.Runtime.CompilerServices;

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
    private bool _hasExtremes;

    /// <summary>Each value, as long as there are not too many different ones.</summary>
    public readonly ValueCounter? Values => _values;

    /// <summary>Adds a value to the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Int128 value)
    {
        Count++;
        Sum += value;
    }

    /// <summary>Looks whether a value is the least or the greatest.</summary>
    public void AddExtremes(Int128 value)
    {
        if (!_hasExtremes || value < Minimum) Minimum = value;
        if (!_hasExtremes || value > Maximum) Maximum = value;
        _hasExtremes = true;
    }

    /// <summary>Counts a value for exact percentiles. The histogram can be made of the values, so only what is not among them is counted there.</summary>
    /// <param name="exact">The value.</param>
    /// <param name="bucket">Its bucket, where a histogram is asked for.</param>
    /// <param name="needs">What is asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToValues(long exact, int bucket, FieldNeeds needs)
    {
        if ((_values ??= new()).IsComplete) _values.Add(exact);
        else if ((needs & FieldNeeds.Histogram) != 0) AddToHistogram(bucket);
    }

    /// <summary>Counts a value for percentiles by its bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToHistogram(int bucket) => (_histogram ??= new()).AddOne(bucket);

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
}
