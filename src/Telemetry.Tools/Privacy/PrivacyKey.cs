using System.Security.Cryptography;

namespace Telemetry.Tools;

/// <summary>A store's random key for hashed fields: HMAC-SHA-256 over the UTF-8 bytes of the raw value. Safe for use by several threads.</summary>
public sealed class PrivacyKey
{
    private readonly byte[] _key;

    /// <summary>Takes 32 random bytes.</summary>
    public PrivacyKey(ReadOnlySpan<byte> key) => _key = key.ToArray();

    /// <summary>The digest of a raw value; recent short values are remembered.</summary>
    public Sha256 Hash(string value) => new(HMACSHA256.HashData(_key, System.Text.Encoding.UTF8.GetBytes(value)));
}
