using System.Buffers.Binary;

namespace Telemetry.Tools.Analytics;

/// <summary>The least and the greatest value of a column in a row group, by the order that the format gives its type.</summary>
internal sealed class ColumnStatistics(ParquetType type)
{
    private byte[] _min = new byte[16];
    private byte[] _max = new byte[16];
    private int _minLength = -1;
    private int _maxLength;
    private bool _hasNan;

    /// <summary>Values that are null.</summary>
    public long Nulls { get; set; }

    /// <summary>Whether the bounds say something: readers disagree on where NaN stands, so a column that holds one has none, and JSON has no order.</summary>
    public bool HasBounds => _minLength >= 0 && !_hasNan;

    /// <summary>Takes a value in the bytes in which it is stored.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (type == ParquetType.Json || IsNan(value)) return;
        var isFirst = _minLength < 0;
        if (isFirst || Compare(value, _min.AsSpan(0, _minLength)) < 0) Keep(value, ref _min, ref _minLength);
        if (isFirst || Compare(value, _max.AsSpan(0, _maxLength)) > 0) Keep(value, ref _max, ref _maxLength);
    }

    /// <summary>The least value, or for long texts one that is not above it.</summary>
    public ValueBound Min() => type switch
    {
        ParquetType.Text => TextBound.Below(_min.AsSpan(0, _minLength)),
        ParquetType.Real when Real(_min) == 0 => new(Bytes(-0.0), true),
        _ => new(_min[.._minLength], true),
    };

    /// <summary>The greatest value, or for long texts one that is not below it; <see langword="null"/> where there is no short one.</summary>
    public ValueBound? Max() => type switch
    {
        ParquetType.Text => TextBound.Above(_max.AsSpan(0, _maxLength)),
        ParquetType.Real when Real(_max) == 0 => new(Bytes(0.0), true),
        _ => new(_max[.._maxLength], true),
    };

    private bool IsNan(ReadOnlySpan<byte> value)
    {
        var isNan = type == ParquetType.Real && double.IsNaN(Real(value));
        _hasNan |= isNan;
        return isNan;
    }

    private int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => type switch
    {
        ParquetType.Int32 or ParquetType.Date => BinaryPrimitives.ReadInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b)),
        ParquetType.Int64 or ParquetType.Timestamp => BinaryPrimitives.ReadInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(b)),
        ParquetType.Real => Real(a).CompareTo(Real(b)),
        ParquetType.Decimal => BinaryPrimitives.ReadInt128BigEndian(a).CompareTo(BinaryPrimitives.ReadInt128BigEndian(b)),
        _ => a.SequenceCompareTo(b),
    };

    private static void Keep(ReadOnlySpan<byte> value, ref byte[] to, ref int length)
    {
        if (value.Length > to.Length) to = new byte[value.Length];
        value.CopyTo(to);
        length = value.Length;
    }

    private static double Real(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleLittleEndian(bytes);

    private static byte[] Bytes(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}
