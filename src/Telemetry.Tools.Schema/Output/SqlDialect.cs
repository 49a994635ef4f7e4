namespace Telemetry.Tools.Schema;

/// <summary>Databases that <see cref="SqlDdl"/> writes for.</summary>
public enum SqlDialect
{
    /// <summary>PostgreSQL 12 and later.</summary>
    PostgreSql,

    /// <summary>SQLite 3.</summary>
    Sqlite,
}
