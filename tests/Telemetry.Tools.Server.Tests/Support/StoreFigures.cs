using System.Data.Common;
using System.Text;
using System.Text.Json;
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
        return Of(connection);
    }

    public static StoreFigures Of(DbConnection connection)
    {
        long Sum(string sql) => connection.Scalar(null, sql) ?? 0;
        var (days, buckets) = (Sum("SELECT sum(requests) FROM usage_daily"), Sum("SELECT sum(count) FROM usage_histogram"));
        Sum("SELECT sum(requests) FROM usage_daily_prompts").ShouldBe(days);
        Sum("SELECT sum(count) FROM usage_daily_histogram").ShouldBe(buckets);
        return new StoreFigures(Sum("SELECT count(*) FROM events"), Sum("SELECT sum(requests) FROM usage_hourly"), days, buckets);
    }

    public static List<string> Payloads(ServerWorld world)
    {
        using var connection = Open(world.Settings.DataFolder);
        return Payloads(connection);
    }

    public static List<string> Payloads(DbConnection connection)
    {
        using var command = connection.Command(null, "SELECT payload FROM events ORDER BY ts, event_id");
        using var reader = command.ExecuteReader();
        var payloads = new List<string>();
        while (reader.Read()) payloads.Add(Encoding.UTF8.GetString((byte[])reader.GetValue(0)));
        return payloads;
    }

    /// <summary>Ids of all events, in their order.</summary>
    public static IEnumerable<string> EventIds(DbConnection connection) =>
        Payloads(connection).Select(payload => JsonDocument.Parse(payload).RootElement.GetProperty("event_id").GetString()!).Order(StringComparer.Ordinal);

    public static SqliteConnection Open(string folder)
    {
        SqliteLibrary.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DataFolder.DatabasePath(folder), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
