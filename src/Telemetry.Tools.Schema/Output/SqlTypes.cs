namespace Telemetry.Tools.Schema;

/// <summary>Column types.</summary>
internal static class SqlTypes
{
    public static string Of(FieldKind kind, SqlDialect dialect) => dialect == SqlDialect.Sqlite ? Sqlite(kind) : PostgreSql(kind);

    private static string PostgreSql(FieldKind kind) => kind switch
    {
        FieldKind.Int32 => "integer",
        FieldKind.Int64 => "bigint",
        FieldKind.Double => "double precision",
        FieldKind.Decimal or FieldKind.Duration => "numeric",
        FieldKind.Bool => "boolean",
        FieldKind.Timestamp => "timestamptz",
        FieldKind.Date => "date",
        FieldKind.Uuid => "uuid",
        FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json => "jsonb",
        _ => "text",
    };

    private static string Sqlite(FieldKind kind) => kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Bool => "INTEGER",
        FieldKind.Double => "REAL",
        FieldKind.Decimal or FieldKind.Duration => "NUMERIC",
        _ => "TEXT",
    };
}
