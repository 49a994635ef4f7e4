using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>How a key is written: <c>tt_</c>, its id, <c>_</c>, 32 random bytes in base64url.</summary>
internal static class KeyText
{
    public const string Prefix = "tt_";
    public const int IdLength = 12;
    public const int SecretLength = 32;

    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public static string NewId() => RandomNumberGenerator.GetString(Alphabet, IdLength);

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    public static string Of(string id, ReadOnlySpan<byte> secret) => $"{Prefix}{id}_{Base64Url.EncodeToString(secret)}";

    /// <summary>SHA-256 of a secret: all that is stored of it.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    /// <summary>Takes a key apart.</summary>
    public static bool TryParse(string text, out string id, out byte[] secret)
    {
        (id, secret) = ("", []);
        if (text.Length > 200 || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length <= Prefix.Length + IdLength + 1) return false;
        if (text[Prefix.Length + IdLength] != '_') return false;
        id = text.Substring(Prefix.Length, IdLength);
        var encoded = Encoding.UTF8.GetBytes(text[(Prefix.Length + IdLength + 1)..]);
        if (!Base64Url.IsValid(encoded, out var length) || length != SecretLength) return false;
        secret = Base64Url.DecodeFromUtf8(encoded);
        return true;
    }
}
