using System.Buffers;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers in as many bytes as they need, seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    public static void Write(ArrayBufferWriter<byte> output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        output.Write(bytes[..length]);
    }
}
