using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools;

/// <summary>A store's random key for hashed fields: HMAC-SHA-256 over the UTF-8 bytes of the raw value. Safe for use by several threads.</summary>
public sealed class PrivacyKey
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Length = 32;

    // A place a hash, overwritten by the next value that falls on it: bounded, and without a lock. Longer values are seldom the same twice.
    private const int Places = 1024;
    private const int LongestRemembered = 128;

    private readonly byte[] _key;
    private readonly Entry?[] _memo = new Entry?[Places];

    /// <summary>Takes 32 random bytes.</summary>
    /// <exception cref="ArgumentException">It is not 32 bytes.</exception>
    public PrivacyKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length) throw new ArgumentException("A key has 32 bytes.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>Makes a new random key.</summary>
    public static PrivacyKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Copies the key's 32 bytes, to be kept in a file that only its owner can read.</summary>
    public void CopyTo(Span<byte> destination) => _key.CopyTo(destination);

    /// <summary>The digest of a raw value; recent short values are remembered.</summary>
    public Sha256 Hash(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > LongestRemembered) return Compute(value);
        ref var place = ref _memo[string.GetHashCode(value, StringComparison.Ordinal) & (Places - 1)];
        var entry = Volatile.Read(ref place);
        if (entry is null || !string.Equals(entry.Value, value, StringComparison.Ordinal))
        {
            entry = new Entry(value, Compute(value));
            Volatile.Write(ref place, entry);
        }

        return entry.Digest;
    }

    private Sha256 Compute(string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var utf8 = length <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(length));
        Span<byte> digest = stackalloc byte[32];
        var written = Encoding.UTF8.GetBytes(value, utf8);
        HMACSHA256.HashData(_key, utf8[..written], digest);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return new Sha256(digest);
    }

    private sealed record Entry(string Value, Sha256 Digest);
}
