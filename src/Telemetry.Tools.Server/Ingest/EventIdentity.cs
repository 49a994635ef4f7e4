using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Telemetry.Tools.Server;

/// <summary>Identities as 128 bits: a UUID as it is, any other text as a UUIDv8 of its SHA-256.</summary>
internal static class EventIdentity
{
    private const int UuidLength = 36;
    private const int MaxCharacters = 128;
    private static readonly UInt128 VersionMask = (UInt128)0xF << 76;
    private static readonly UInt128 VariantMask = (UInt128)0x3 << 62;

    /// <summary>Whether a text in UTF-8 has 1 to 128 characters, as Unicode counts them: one of four bytes is one, though it is two of UTF-16.</summary>
    public static bool IsLength(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaxCharacters) return !text.IsEmpty;
        var characters = 0;
        foreach (var unit in text) characters += (unit & 0xC0) == 0x80 ? 0 : 1;
        return characters <= MaxCharacters;
    }

    /// <summary>The identity that a client gave.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> text)
    {
        if (text.Length == UuidLength && Utf8Parser.TryParse(text, out Guid uuid, out var read, 'D') && read == UuidLength) return Bits(uuid);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(digest);
        return (bits & ~VersionMask & ~VariantMask) | ((UInt128)8 << 76) | ((UInt128)2 << 62);
    }

    /// <summary>A new identity, ordered by time.</summary>
    public static UInt128 New(DateTimeOffset now) => Bits(Guid.CreateVersion7(now));

    /// <summary>As a UUID.</summary>
    public static Guid ToGuid(UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new Guid(bytes, bigEndian: true);
    }

    private static UInt128 Bits(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
