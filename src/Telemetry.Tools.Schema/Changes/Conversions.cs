namespace Telemetry.Tools.Schema;

/// <summary>Whether a reader of one type reads what was written as another.</summary>
internal enum Conversion
{
    Never,
    Sometimes,
    Always,
}

/// <summary>Which written values can be read as which type.</summary>
internal static class Conversions
{
    private static readonly Dictionary<FieldKind, FieldKind[]> Wider = new()
    {
        [FieldKind.Int32] = [FieldKind.Int64, FieldKind.Double, FieldKind.Decimal],
        [FieldKind.Int64] = [FieldKind.Decimal, FieldKind.Double],
        [FieldKind.Decimal] = [FieldKind.Double],
        [FieldKind.Duration] = [FieldKind.Double, FieldKind.Decimal],
        [FieldKind.Enum] = [FieldKind.String],
        [FieldKind.Uuid] = [FieldKind.String],
        [FieldKind.Date] = [FieldKind.String],
        [FieldKind.Timestamp] = [FieldKind.String],
        [FieldKind.Sha256] = [FieldKind.String],
    };

    /// <param name="written">The type that a value was written as.</param>
    /// <param name="read">The type that it is read as.</param>
    public static Conversion Between(FieldType written, FieldType read)
    {
        if (written.Kind == read.Kind || read.Kind == FieldKind.Json) return Conversion.Always;
        if (written.Kind == FieldKind.Json) return Conversion.Sometimes;
        if (read.Kind == FieldKind.Enum) return !IsText(written.Kind) ? Conversion.Never : read.IsClosed ? Conversion.Sometimes : Conversion.Always;
        if (Wider.TryGetValue(written.Kind, out var wider) && wider.Contains(read.Kind)) return Conversion.Always;
        if (FieldRules.IsQuantity(written.Kind) && FieldRules.IsQuantity(read.Kind)) return Conversion.Sometimes;
        return IsText(written.Kind) && IsText(read.Kind) ? Conversion.Sometimes : Conversion.Never;
    }

    private static bool IsText(FieldKind kind) =>
        kind is FieldKind.String or FieldKind.Enum or FieldKind.Uuid or FieldKind.Date or FieldKind.Timestamp or FieldKind.Sha256;
}
