using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A written field of a stream, wherever it is nested.</summary>
/// <param name="Index">Place among all columns of the stream.</param>
/// <param name="Path">Names from the outside in, joined by dots.</param>
/// <param name="Field">Its definition.</param>
internal sealed record Column(int Index, string Path, FieldDefinition Field)
{
    /// <summary>The type of what is written: a hashed field is a digest whatever its raw type.</summary>
    public FieldKind Kind => Field.Privacy == PrivacyClass.Hash ? FieldKind.Sha256 : Field.Type.Kind;

    /// <summary>Whether it is one value, so that it can be grouped by and compared.</summary>
    public bool IsScalar => Kind is not (FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json);

    /// <summary>Whether it is a number that can be added up.</summary>
    public bool IsNumber => Kind is FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal or FieldKind.Duration;

    /// <summary>Whether its numbers are spans of time, which reports show in seconds.</summary>
    public bool IsDuration => IsNumber && (Kind == FieldKind.Duration || Field.Role == FieldRole.Duration) && TimeUnits.NanosPer(Unit) > 0;

    /// <summary>The unit of its numbers.</summary>
    public string? Unit => Field.Unit ?? (Kind == FieldKind.Duration ? "s" : null);
}
