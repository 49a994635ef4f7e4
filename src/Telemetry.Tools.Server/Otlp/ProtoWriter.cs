using System.Buffers;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>Writes the few kinds of fields that answers have, in the wire format of protocol buffers. A field with its default value is left out.</summary>
internal sealed class ProtoWriter
{
    private const int BytesWire = 2;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Written => _bytes.WrittenSpan.ToArray();

    public ProtoWriter Varint(int field, long value)
    {
        if (value == 0) return this;
        WriteVarint((ulong)field << 3);
        WriteVarint(unchecked((ulong)value));
        return this;
    }

    public ProtoWriter Text(int field, string value) => value.Length == 0 ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message inside this one; written even where it is empty.</summary>
    public ProtoWriter Bytes(int field, byte[] value)
    {
        WriteVarint(((ulong)field << 3) | BytesWire);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
