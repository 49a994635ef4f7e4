using System.Data.Common;
using Npgsql;

namespace Telemetry.Tools.Server;

/// <summary>The times of statements that PostgreSQL's extension <c>pg_stat_statements</c> counts.</summary>
internal static class StatementTimes
{
    private const int MaxText = 1_000;

    // This server's own role in this database, and only statements whose values PostgreSQL has taken out: of others, such as ALTER ROLE, it keeps the whole text.
    private const string Find = """
        SELECT query, calls, mean_exec_time FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND userid = (SELECT oid FROM pg_roles WHERE rolname = current_user)
            AND query ~* '^\s*(select|insert|update|delete|with)\s'
        ORDER BY mean_exec_time DESC, query LIMIT $1
        """;

    /// <summary>The statements with the longest mean; <see langword="null"/> where the extension is not there, or may not be read.</summary>
    public static IReadOnlyList<SlowQuery>? Read(DbConnection connection, int count)
    {
        try
        {
            if (connection.Scalar(null, "SELECT 1 WHERE to_regclass('pg_stat_statements') IS NOT NULL") is null) return null;
            using var command = connection.Command(null, Find, count);
            using var reader = command.ExecuteReader();
            var queries = new List<SlowQuery>();
            while (reader.Read()) queries.Add(new SlowQuery(Shortened(reader.GetString(0)), reader.GetInt64(1), reader.GetDouble(2)));
            return queries;
        }
        catch (PostgresException)
        {
            // Not loaded, of another version, or not for this role.
            return null;
        }
    }

    private static string Shortened(string query) => query.Length <= MaxText ? query : query[..MaxText] + "…";
}
