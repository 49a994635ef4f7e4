using System.Buffers;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes Thrift's compact protocol, in which Parquet keeps what it says about its data. Fields of a structure are written in the order of their numbers.</summary>
internal sealed class CompactWriter(ArrayBufferWriter<byte> output)
{
    private const byte True = 1, False = 2, Int32 = 5, Int64 = 6, Binary = 8, List = 9, Structure = 12;
    private const int LongestDelta = 15;
    private const int LongestShortList = 14;

    private readonly Stack<int> _outer = new();
    private int _last;

    public void Field(int id, bool value) => Head(id, value ? True : False);

    public void Field(int id, int value)
    {
        Head(id, Int32);
        Signed(value);
    }

    public void Field(int id, long value)
    {
        Head(id, Int64);
        Signed(value);
    }

    public void Field(int id, ReadOnlySpan<byte> value)
    {
        Head(id, Binary);
        Bytes(value);
    }

    public void Field(int id, string value) => Field(id, Encoding.UTF8.GetBytes(value));

    /// <summary>A structure; what it holds is written by <paramref name="write"/>.</summary>
    public void Field(int id, Action write)
    {
        Head(id, Structure);
        Struct(write);
    }

    public void Fields(int id, IReadOnlyList<int> values)
    {
        ListHead(id, values.Count, Int32);
        foreach (var value in values) Signed(value);
    }

    public void Fields(int id, IReadOnlyList<string> values)
    {
        ListHead(id, values.Count, Binary);
        foreach (var value in values) Bytes(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>A list of structures.</summary>
    public void Fields<T>(int id, IReadOnlyList<T> items, Action<T> write)
    {
        ListHead(id, items.Count, Structure);
        foreach (var item in items) Struct(() => write(item));
    }

    /// <summary>A structure that stands by itself or in a list.</summary>
    public void Struct(Action write)
    {
        _outer.Push(_last);
        _last = 0;
        write();
        Byte(0);
        _last = _outer.Pop();
    }

    private void Head(int id, byte type)
    {
        var delta = id - _last;
        _last = id;
        if (delta is > 0 and <= LongestDelta)
        {
            Byte((byte)((delta << 4) | type));
            return;
        }

        Byte(type);
        Signed(id);
    }

    private void ListHead(int id, int count, byte type)
    {
        Head(id, List);
        Byte((byte)((Math.Min(count, LongestShortList + 1) << 4) | type));
        if (count > LongestShortList) Varint.Write(output, (ulong)count);
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Varint.Write(output, (ulong)value.Length);
        output.Write(value);
    }

    private void Signed(long value) => Varint.Write(output, (ulong)((value << 1) ^ (value >> 63)));

    private void Byte(byte value) => output.Write([value]);
}
