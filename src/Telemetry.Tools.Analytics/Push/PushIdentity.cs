using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Identities of stored events: made of the store, the stream, the line and how many equal lines stand before it. They are the same each time, whatever segment the line stands in.
/// </summary>
internal sealed class PushIdentity(string storeId, string stream)
{
    private readonly byte[] _start = SHA256.HashData(Encoding.UTF8.GetBytes($"{storeId}\n{stream}\n"));
    private readonly Dictionary<ulong, int> _seen = [];
    private byte[] _buffer = new byte[1024];

    /// <summary>The identity of the next line.</summary>
    public Guid Next(ReadOnlySpan<byte> line)
    {
        Span<byte> digest = stackalloc byte[32];
        Hash(line, 0, digest);
        ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, BinaryPrimitives.ReadUInt64LittleEndian(digest), out _);
        if (before++ > 0) Hash(line, before - 1, digest);

        // Version 8: a UUID of one's own making.
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }

    private void Hash(ReadOnlySpan<byte> line, int ordinal, Span<byte> digest)
    {
        var length = _start.Length + sizeof(int) + line.Length;
        if (_buffer.Length < length) _buffer = new byte[length * 2];
        _start.CopyTo(_buffer, 0);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_start.Length), ordinal);
        line.CopyTo(_buffer.AsSpan(_start.Length + sizeof(int)));
        SHA256.HashData(_buffer.AsSpan(0, length), digest);
    }
}
