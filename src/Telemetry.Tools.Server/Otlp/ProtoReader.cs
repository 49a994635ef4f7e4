using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Telemetry.Tools.Server;

/// <summary>Reads the wire format of protocol buffers, forward only and within bounds: lengths never lead out of the message, messages nest 32 deep at most.
/// Whatever is wrong is a <see cref="BodyException"/> and nothing else.</summary>
internal ref struct ProtoReader
{
    private const int MaxDepth = 32;
    private const int MaxVarintBytes = 10;

    private readonly int _depth;
    private ReadOnlySpan<byte> _rest;
    private int _wire;

    public ProtoReader(ReadOnlySpan<byte> message)
        : this(message, 0)
    {
    }

    private ProtoReader(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth) throw BodyException.Malformed("The body is no message of this kind: it nests too deeply.");
        _rest = message;
        _depth = depth;
    }

    private enum Wire
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        GroupStart = 3,
        GroupEnd = 4,
        Fixed32 = 5,
    }

    /// <summary>Number of the field that the reader stands on.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; its value is then read or skipped.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var tag = ReadVarint();
        (Field, _wire) = ((int)(tag >> 3), (int)(tag & 7));
        return tag is > 7 and <= uint.MaxValue ? true : throw Malformed();
    }

    /// <summary>A number of varying length.</summary>
    public ulong Varint()
    {
        Require(Wire.Varint);
        return ReadVarint();
    }

    /// <summary>A 32-bit number or enum; what is outside of 32 bits is cut off, as the format has it.</summary>
    public int Int32() => unchecked((int)Varint());

    /// <summary>A signed number in zigzag form.</summary>
    public int SInt32()
    {
        var value = unchecked((uint)Varint());
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    public bool Bool() => Varint() != 0;

    public ulong Fixed64()
    {
        Require(Wire.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ReadOnlySpan<byte> Bytes()
    {
        Require(Wire.Bytes);
        return TakeBytes();
    }

    public string Text()
    {
        var bytes = Bytes();
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw BodyException.Malformed("The body holds a text that is not UTF-8.");
    }

    /// <summary>A message inside this one.</summary>
    public ProtoReader Message() => new(Bytes(), _depth + 1);

    /// <summary>A digest of the whole message, which nothing has been read of yet, and of what belongs to it.</summary>
    public readonly byte[] DigestWith(ReadOnlySpan<byte> more) => SHA256.HashData([.. more, .. _rest]);

    /// <summary>Adds one 64-bit number, or as many as are packed together.</summary>
    public void Fixed64s(List<ulong> values)
    {
        if (_wire == (int)Wire.Fixed64)
        {
            values.Add(Fixed64());
            return;
        }

        var packed = Bytes();
        if (packed.Length % 8 != 0) throw Malformed();
        for (; !packed.IsEmpty; packed = packed[8..]) values.Add(BinaryPrimitives.ReadUInt64LittleEndian(packed));
    }

    /// <summary>Adds one number of varying length, or as many as are packed together.</summary>
    public void Varints(List<ulong> values)
    {
        if (_wire == (int)Wire.Varint)
        {
            values.Add(Varint());
            return;
        }

        var packed = new ProtoReader(Bytes(), _depth + 1);
        while (!packed._rest.IsEmpty) values.Add(packed.ReadVarint());
    }

    /// <summary>Passes over the value of a field that is not known here.</summary>
    public void Skip() => Skip(_depth);

    private void Skip(int depth)
    {
        switch ((Wire)_wire)
        {
            case Wire.Varint:
                ReadVarint();
                break;
            case Wire.Fixed64:
                Take(8);
                break;
            case Wire.Bytes:
                TakeBytes();
                break;
            case Wire.Fixed32:
                Take(4);
                break;
            case Wire.GroupStart when depth < MaxDepth:
                SkipGroup(depth);
                break;
            default:
                throw Malformed();
        }
    }

    private void SkipGroup(int depth)
    {
        var group = Field;
        while (Next())
        {
            if (_wire == (int)Wire.GroupEnd)
            {
                if (Field != group) throw Malformed();
                return;
            }

            Skip(depth + 1);
        }

        throw Malformed();
    }

    private static BodyException Malformed() => BodyException.Malformed("The body is no message of this kind.");

    private readonly void Require(Wire wire)
    {
        if (_wire != (int)wire) throw Malformed();
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < MaxVarintBytes && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return value;
        }

        throw Malformed();
    }

    private ReadOnlySpan<byte> TakeBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw Malformed();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length) throw Malformed();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
