using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Short forms of what is done with a connection. Parameters are <c>$1</c>, <c>$2</c> … in the order in which they first appear.</summary>
internal static class SqlCommands
{
    /// <summary>A command with its parameters.</summary>
    public static DbCommand Command(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (transaction is not null) command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(Parameter(command, i, values[i]));
        return command;
    }

    /// <summary>Runs a command; how many rows it changed.</summary>
    public static int Execute(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(transaction, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, as an integer; <see langword="null"/> where there is none.</summary>
    public static long? Scalar(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(transaction, sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Text of a column, or <see langword="null"/>.</summary>
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Integer of a column, or <see langword="null"/>.</summary>
    public static long? Number(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    // SQLite knows "$1" as a name, PostgreSQL counts parameters without one.
    private static DbParameter Parameter(DbCommand command, int index, object? value)
    {
        var parameter = command.CreateParameter();
        if (command is Microsoft.Data.Sqlite.SqliteCommand) parameter.ParameterName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${index + 1}");
        parameter.Value = value ?? DBNull.Value;
        return parameter;
    }
}
