namespace Telemetry.Tools;

/// <summary>A text of which only a keyed digest may be written: the raw text until then, or the digest that was read.</summary>
/// <remarks>Two values are equal when both their raw texts and their digests are; a value that was read is never equal to the raw one it came from. Used by generated code.</remarks>
public readonly struct HashedText : IEquatable<HashedText>
{
    private readonly string? _raw;
    private readonly Sha256? _digest;

    private HashedText(string? raw, Sha256? digest) => (_raw, _digest) = (raw, digest);

    /// <summary>The digest, where the value was read; the raw text's digest is known only to the writer, which has the key.</summary>
    public Sha256? Digest => _digest;

    /// <summary>Whether there is either.</summary>
    public bool HasValue => _raw is not null || _digest is not null;

    /// <summary>Holds a raw text.</summary>
    public static HashedText OfRaw(string? raw) => new(raw, null);

    /// <summary>Holds a digest that was read.</summary>
    public static HashedText OfDigest(Sha256? digest) => new(null, digest);

    /// <inheritdoc/>
    public bool Equals(HashedText other) => string.Equals(_raw, other._raw, StringComparison.Ordinal) && _digest == other._digest;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HashedText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_raw, _digest);

    /// <summary>The digest or nothing; never the raw text.</summary>
    public override string ToString() => _digest?.ToString() ?? "";

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(HashedText left, HashedText right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(HashedText left, HashedText right) => !left.Equals(right);

    internal Sha256? DigestUnder(PrivacyKey? key) => _raw is null ? _digest : key?.Hash(_raw);
}
