using System.Text;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>What the four tables say, read past the server: requests in events, hours, days, and counts of histograms.</summary>
internal sealed record StoreFigures(long Events, long Hourly, long Daily, long Histogram)
{
    public static StoreFigures Of(ServerWorld world) => Of(world.Settings.DataFolder);

    public static StoreFigures Of(string folder)
    {
        using var connection = Open(folder);
        return new StoreFigures(
            Sum(connection, "SELECT count(*) FROM events"),
            Sum(connection, "SELECT sum(requests) FROM usage_hourly"),
            Sum(connection, "SELECT sum(requests) FROM usage_daily"),
            Sum(connection, "SELECT sum(count) FROM usage_histogram"));
    }

    public static List<string> Payloads(ServerWorld world)
    {
        using var connection = Open(world.Settings.DataFolder);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT payload FROM events ORDER BY ts, event_id";
        using var reader = command.ExecuteReader();
        var payloads = new List<string>();
        while (reader.Read()) payloads.Add(Encoding.UTF8.GetString((byte[])reader.GetValue(0)));
        return payloads;
    }

    public static SqliteConnection Open(string folder)
    {
        SqliteLibrary.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DataFolder.DatabasePath(folder), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static long Sum(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long sum ? sum : 0;
    }
}
