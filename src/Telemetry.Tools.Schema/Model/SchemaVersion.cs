using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>A SchemaVer version, <c>MODEL-REVISION-ADDITION</c> (source: Snowplow's SchemaVer).</summary>
/// <param name="Model">Raised when no old data can be read any more.</param>
/// <param name="Revision">Raised when some old data, or some reader, may break.</param>
/// <param name="Addition">Raised when everything old goes on working.</param>
public sealed record SchemaVersion(int Model, int Revision, int Addition) : IComparable<SchemaVersion>
{
    /// <summary>Reads <c>1-0-0</c>: three numbers without leading zeros, the first at least 1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SchemaVersion? version)
    {
        version = null;
        var parts = text.Split('-');
        if (parts.Length != 3 || !TryParsePart(parts[0], out var model) || !TryParsePart(parts[1], out var revision)
            || !TryParsePart(parts[2], out var addition) || model == 0)
        {
            return false;
        }

        version = new SchemaVersion(model, revision, addition);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SchemaVersion? other) =>
        other is null ? 1 : (Model, Revision, Addition).CompareTo((other.Model, other.Revision, other.Addition));

    /// <summary>Whether the left version is the older one.</summary>
    public static bool operator <(SchemaVersion left, SchemaVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is the newer one.</summary>
    public static bool operator >(SchemaVersion left, SchemaVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is the older one, or both are the same.</summary>
    public static bool operator <=(SchemaVersion left, SchemaVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is the newer one, or both are the same.</summary>
    public static bool operator >=(SchemaVersion left, SchemaVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model}-{Revision}-{Addition}");

    private static bool TryParsePart(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');
}
