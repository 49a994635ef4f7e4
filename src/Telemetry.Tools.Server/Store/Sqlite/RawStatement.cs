using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemetry.Tools.Server;

/// <summary>A prepared statement that takes bytes as they came. What is executed a hundred thousand times a second has no room for a parameter object and a
/// text of its own for each value.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement!));
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    public void Bind(int index, long? value)
    {
        if (value is { } number) Bind(index, number);
        else Check(raw.sqlite3_bind_null(_statement, index));
    }

    public void BindText(int index, string? value)
    {
        if (value is null) Check(raw.sqlite3_bind_null(_statement, index));
        else Check(raw.sqlite3_bind_text(_statement, index, value));
    }

    public void BindBlob(int index, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, index, value));

    /// <summary>Runs it; how many rows it changed.</summary>
    public int Execute()
    {
        var result = raw.sqlite3_step(_statement);
        var changes = result == raw.SQLITE_DONE ? raw.sqlite3_changes(_database) : 0;
        Reset(result);
        return changes;
    }

    /// <summary>Runs it; the first column of the first row as an integer, or <see langword="null"/>.</summary>
    public long? Scalar()
    {
        var result = raw.sqlite3_step(_statement);
        long? value = result == raw.SQLITE_ROW && raw.sqlite3_column_type(_statement, 0) != raw.SQLITE_NULL ? raw.sqlite3_column_int64(_statement, 0) : null;
        Reset(result);
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private void Reset(int result)
    {
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(result);
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new SqliteException($"SQLite error {result}: {raw.sqlite3_errmsg(_database).utf8_to_string()}", result);
    }
}
