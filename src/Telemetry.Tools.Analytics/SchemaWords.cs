using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Kinds of values as people are told of them.</summary>
internal static class SchemaWords
{
    public static string Of(FieldKind kind) => kind switch
    {
        FieldKind.String => "text",
        FieldKind.Int32 => "a whole number of 32 bits",
        FieldKind.Int64 => "a whole number",
        FieldKind.Double => "a number",
        FieldKind.Decimal => "a decimal number",
        FieldKind.Bool => "true or false",
        FieldKind.Timestamp => "a time (ISO 8601)",
        FieldKind.Date => "a date (yyyy-MM-dd)",
        FieldKind.Duration => "a duration (a number in the field's unit)",
        FieldKind.Uuid => "a UUID",
        FieldKind.Sha256 => "a SHA-256 digest (64 hexadecimal digits)",
        FieldKind.Enum => "one of a list of names",
        FieldKind.List => "a list (JSON)",
        FieldKind.Map => "a map (JSON)",
        FieldKind.Object => "an object (JSON)",
        _ => "JSON",
    };

    public static string Example(FieldKind kind) => kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 => "3",
        FieldKind.Double or FieldKind.Decimal or FieldKind.Duration => "1.5",
        FieldKind.Bool => "true",
        FieldKind.Timestamp => "2026-01-31T10:00:00Z",
        FieldKind.Date => "2026-01-31",
        FieldKind.Uuid => "0192f0c1-7c5e-7000-8000-000000000000",
        FieldKind.List => "[1,2]",
        FieldKind.Map or FieldKind.Object or FieldKind.Json => "{}",
        _ => "text",
    };
}
