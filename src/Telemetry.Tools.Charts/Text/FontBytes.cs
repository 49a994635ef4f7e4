using System.Buffers.Binary;

namespace Telemetry.Tools.Charts;

/// <summary>A table of a font file. Reading past its end throws <see cref="InvalidDataException"/>: font files of a machine may be broken.</summary>
internal readonly struct FontBytes(ReadOnlyMemory<byte> bytes)
{
    public int Length => bytes.Length;

    public byte Byte(int at) => Slice(at, 1).Span[0];

    public ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Slice(at, 2).Span);

    public short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(Slice(at, 2).Span);

    public uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Slice(at, 4).Span);

    public FontBytes Part(long at, long length) => new(Slice(at, length));

    public FontBytes From(long at) => Part(at, Length - at);

    private ReadOnlyMemory<byte> Slice(long at, long length)
    {
        if (at < 0 || length < 0 || at + length > bytes.Length)
            throw new InvalidDataException("The font file ends too early.");
        return bytes.Slice((int)at, (int)length);
    }
}
