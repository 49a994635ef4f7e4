using System.Buffers.Binary;
using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Reads Thrift's compact protocol: a structure becomes its fields by number.</summary>
internal sealed class CompactReader(byte[] bytes, int position)
{
    public int Position { get; private set; } = position;

    /// <summary>What a Parquet file says about itself.</summary>
    public static Dictionary<int, object> Footer(byte[] file)
    {
        Encoding.ASCII.GetString(file[..4]).ShouldBe("PAR1");
        Encoding.ASCII.GetString(file[^4..]).ShouldBe("PAR1");
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        var reader = new CompactReader(file, file.Length - 8 - length);
        var footer = reader.Structure();
        reader.Position.ShouldBe(file.Length - 8);
        return footer;
    }

    public Dictionary<int, object> Structure()
    {
        var (fields, last) = (new Dictionary<int, object>(), 0);
        while (bytes[Position++] is not 0 and var head)
        {
            last = head >> 4 == 0 ? (int)Signed() : last + (head >> 4);
            fields.Add(last, Value(head & 15));
        }

        return fields;
    }

    private object Value(int type)
    {
        switch (type)
        {
            case 1 or 2: return type == 1;
            case 5 or 6: return Signed();
            case 8:
                var length = (int)Unsigned();
                Position += length;
                return bytes[(Position - length)..Position];
            case 9:
                var head = bytes[Position++];
                var count = head >> 4 == 15 ? (int)Unsigned() : head >> 4;
                return Enumerable.Range(0, count).Select(_ => Value(head & 15)).ToList();
            case 12: return Structure();
            default: throw new InvalidDataException($"type {type} at {Position}");
        }
    }

    private long Signed() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    private ulong Unsigned()
    {
        var (value, shift) = (0UL, 0);
        do value |= (ulong)(bytes[Position] & 0x7F) << shift; while ((bytes[Position++] & 0x80) != 0 && (shift += 7) > 0);
        return value;
    }
}
