namespace Telemetry.Tools.Server;

/// <summary>The few words in which the engines differ. All other SQL is one text for all of them.</summary>
/// <param name="Name">The engine, for people.</param>
/// <param name="Blob">Type of bytes.</param>
/// <param name="Identity">Type of a key that the engine counts up.</param>
/// <param name="Clustered">What follows a table that is stored in the order of its key.</param>
/// <param name="ByTime">What follows the table of events: clustered as the others, or cut into partitions by time.</param>
/// <param name="Bytewise">Collation that orders text by its UTF-8 bytes.</param>
/// <param name="HourTime">An expression for the time of the column <c>hour</c>.</param>
/// <param name="DayDate">An expression for the date of the column <c>day</c>.</param>
/// <param name="Usd">An expression for the dollars in the column <c>cost_nanos</c>.</param>
/// <param name="MicrosTime">An expression for the time of the column <c>ts</c>.</param>
/// <param name="Flag">Type of a yes or no.</param>
/// <param name="ForUpdate">What follows a question whose row will be changed by the same transaction.</param>
/// <param name="LockRollups">Keeps others from changing rollups until the transaction ends, where they could; empty where none can.</param>
/// <param name="LockWatermarks">Waits for all that is being written, where others may write at the same time; empty where none can.</param>
internal sealed record SqlDialect(
    string Name, string Blob, string Identity, string Clustered, string ByTime, string Bytewise, string HourTime, string DayDate, string Usd, string MicrosTime,
    string Flag, string ForUpdate, string LockRollups, string LockWatermarks)
{
    /// <summary>SQLite.</summary>
    public static SqlDialect Sqlite { get; } = new(
        "SQLite",
        "BLOB",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "WITHOUT ROWID",
        "WITHOUT ROWID",
        "BINARY",
        "strftime('%Y-%m-%dT%H:%M:%SZ', hour * 3600, 'unixepoch')",
        "date(day * 86400, 'unixepoch')",
        "(cost_nanos / 1000000000.0)",
        "strftime('%Y-%m-%dT%H:%M:%fZ', ts / 1000000.0, 'unixepoch')",
        "integer",
        "",
        "",
        "");

    /// <summary>PostgreSQL.</summary>
    public static SqlDialect Postgres { get; } = new(
        "PostgreSQL",
        "bytea",
        "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "",
        "PARTITION BY RANGE (ts)",
        "\"C\"",
        "to_timestamp(hour * 3600)",
        "(date '1970-01-01' + day::integer)",
        "(cost_nanos::numeric / 1000000000)",
        "(timestamptz 'epoch' + ts * interval '1 microsecond')",
        "boolean",
        " FOR UPDATE",
        "LOCK TABLE usage_hourly IN SHARE ROW EXCLUSIVE MODE",
        "LOCK TABLE watermarks IN EXCLUSIVE MODE");

    /// <summary>Puts this engine's words into a text with <c>{blob}</c>, <c>{identity}</c>, <c>{clustered}</c> and so on.</summary>
    public string Translate(string sql) => sql
        .Replace("{blob}", Blob, StringComparison.Ordinal)
        .Replace("{identity}", Identity, StringComparison.Ordinal)
        .Replace("{clustered}", Clustered, StringComparison.Ordinal)
        .Replace("{by_time}", ByTime, StringComparison.Ordinal)
        .Replace("{bytewise}", Bytewise, StringComparison.Ordinal)
        .Replace("{hour_time}", HourTime, StringComparison.Ordinal)
        .Replace("{day_date}", DayDate, StringComparison.Ordinal)
        .Replace("{usd}", Usd, StringComparison.Ordinal)
        .Replace("{flag}", Flag, StringComparison.Ordinal)
        .Replace("{micros_time}", MicrosTime, StringComparison.Ordinal);
}
