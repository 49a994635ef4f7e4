using System.Buffers.Binary;
using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Writes protobuf field by field, so that a test can say exactly what is sent.</summary>
internal static class Wire
{
    public static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    public static byte[] Bytes(int field, params byte[][] value)
    {
        var message = Message(value);
        return [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)message.Length), .. message];
    }

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Hex(int field, string value) => Bytes(field, Convert.FromHexString(value));

    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint(unchecked((ulong)value))];

    public static byte[] Fixed64(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint(((ulong)field << 3) | 1), .. bytes];
    }

    public static byte[] Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public static byte[] Attribute(int field, string name, object value) => Bytes(field, Text(1, name), Bytes(2, Value(value)));

    public static byte[] Value(object value) => value switch
    {
        string text => Text(1, text),
        bool flag => Number(2, flag ? 1 : 0),
        double real => Double(4, real),
        object[] items => Bytes(5, [.. items.Select(item => Bytes(1, Value(item)))]),
        _ => Number(3, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
