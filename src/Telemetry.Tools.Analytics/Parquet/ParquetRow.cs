using System.Buffers.Binary;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>One row on its way into a Parquet file: values in the bytes in which they are stored; of several for one column the last counts.</summary>
internal sealed class ParquetRow(int columns)
{
    private readonly (int Start, int Length)[] _places = new (int, int)[columns];
    private byte[] _bytes = new byte[1024];
    private int _used;

    public void Clear()
    {
        Array.Clear(_places);
        _used = 0;
    }

    /// <summary>Makes a column null.</summary>
    public void SetNull(int column) => _places[column] = default;

    public void Set(int column, ReadOnlySpan<byte> text) => text.CopyTo(Room(column, text.Length));

    public void Set(int column, string text) => Encoding.UTF8.GetBytes(text, Room(column, Encoding.UTF8.GetByteCount(text)));

    public void Set(int column, bool value) => Room(column, 1)[0] = value ? (byte)1 : (byte)0;

    public void Set(int column, int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(column, 4), value);

    public void Set(int column, long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(column, 8), value);

    public void Set(int column, double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(column, 8), value);

    /// <summary>A decimal in billionths.</summary>
    public void Set(int column, Int128 nanos) => BinaryPrimitives.WriteInt128BigEndian(Room(column, 16), nanos);

    public void Set(int column, Guid id) => id.TryWriteBytes(Room(column, 16), bigEndian: true, out _);

    /// <summary>A column's value; <see langword="false"/> where it is null.</summary>
    public bool TryGet(int column, out ReadOnlySpan<byte> value)
    {
        var (start, length) = _places[column];
        value = _bytes.AsSpan(start, Math.Max(0, length - 1));
        return length > 0;
    }

    // A length of 0 is no value: lengths are kept one higher.
    private Span<byte> Room(int column, int length)
    {
        if (_used + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        _places[column] = (_used, length + 1);
        _used += length;
        return _bytes.AsSpan(_used - length, length);
    }
}
