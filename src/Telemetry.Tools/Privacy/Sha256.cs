using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools;

/// <summary>A SHA-256 or HMAC-SHA-256 digest: 32 bytes, written as 64 hexadecimal digits in lower case.</summary>
public readonly struct Sha256 : IEquatable<Sha256>
{
    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes exactly 32 bytes.</summary>
    public Sha256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 32) throw new ArgumentException("A digest has 32 bytes.", nameof(bytes));
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The plain SHA-256 of a text's UTF-8 bytes; of the empty text for <see langword="null"/>.</summary>
    public static Sha256 Of(string? text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));

    /// <summary>Reads 64 hexadecimal digits of either case.</summary>
    public static bool TryParse(string? text, out Sha256 digest)
    {
        Span<byte> digits = stackalloc byte[HexText.Length];
        digest = default;
        return text is { Length: HexText.Length } && Ascii.FromUtf16(text, digits, out _) == OperationStatus.Done && HexText.TryRead(digits, out digest);
    }

    /// <summary>Reads 64 hexadecimal digits of either case, in UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Sha256 digest) => HexText.TryRead(utf8, out digest);

    /// <summary>Copies the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(destination[..32]);
        (words[0], words[1], words[2], words[3]) = (_a, _b, _c, _d);
    }

    /// <inheritdoc/>
    public bool Equals(Sha256 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sha256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _a.GetHashCode();

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Whether two digests are equal.</summary>
    public static bool operator ==(Sha256 left, Sha256 right) => left.Equals(right);

    /// <summary>Whether two digests differ.</summary>
    public static bool operator !=(Sha256 left, Sha256 right) => !left.Equals(right);
}
