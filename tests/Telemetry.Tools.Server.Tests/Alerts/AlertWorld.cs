using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events, rules and their evaluation on one engine, without HTTP, at times that the test sets.</summary>
internal sealed class AlertWorld : IDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    public const string Tenant = "acme";

    private readonly IngestQueue _queue;
    private int _events;

    private AlertWorld(Database database)
    {
        Database = database;
        database.Migrate();
        _queue = new IngestQueue(database, Clock);
        Rules = new AlertRuleStore(database, Clock);
        Alerts = new AlertStore(database, Clock);
        Evaluator = NewEvaluator();
        Rules.Welcome(Tenant);
        foreach (var rule in Rules.List(Tenant)) Rules.Delete(Tenant, rule.Id);
    }

    public TestClock Clock { get; } = new(Samples.Now);

    public Database Database { get; }

    public AlertRuleStore Rules { get; }

    public AlertStore Alerts { get; }

    public AlertEvaluator Evaluator { get; }

    public static AlertWorld On(string engine) => new(engine == Sqlite
        ? new SqliteDatabase(DataFolder.DatabasePath(Directory.CreateTempSubdirectory("telemetry-alerts-").FullName))
        : new PostgresDatabase(PostgresCluster.NewDatabase(), null));

    /// <summary>As another server on the same database has one.</summary>
    public AlertEvaluator NewEvaluator() => new(Database, Clock, NullLogger.Instance);

    public static AlertTerms Terms(string metric, string comparison, decimal threshold, int minutes = 60, string type = "threshold") => new()
    {
        Name = "Test",
        Type = type,
        Severity = "high",
        Metric = AlertMetric.Find(metric),
        Operator = comparison,
        Threshold = threshold,
        WindowMinutes = minutes,
    };

    public AlertRule Rule(AlertTerms terms, string tenant = Tenant) => Rules.Add(tenant, terms)!;

    /// <summary>Stores events, so many minutes before now.</summary>
    public void Log(double minutesAgo, string more = "", int count = 1, bool success = true, string model = "gpt-5", string tenant = Tenant)
    {
        Send(_events, minutesAgo, more, count, success, model, tenant).ShouldBe(count);
        _events += count;
    }

    /// <summary>Sends the first events once more; how many were new.</summary>
    public int SendAgain(double minutesAgo, int count) => Send(0, minutesAgo, "", count, true, "gpt-5", Tenant);

    private int Send(int first, double minutesAgo, string more, int count, bool success, string model, string tenant)
    {
        var json = "[" + string.Join(",", Enumerable.Range(first, count).Select(i => Samples.Event($"e{i}", ReportJson.Format(Clock.Now.AddMinutes(-minutesAgo)), more, model, success))) + "]";
        var batch = new IngestBatch(tenant, StreamNames.ClientUsage);
        new BodyReader(new UsageItemParser(new PriceLookup(PriceTable.BuiltIn)), 10_000).ReadJson(Encoding.UTF8.GetBytes(json), batch, Clock.Now);
        var answer = _queue.WriteAsync(batch).GetAwaiter().GetResult().Answer!;
        answer.Rejected.ShouldBeEmpty(JsonSerializer.Serialize(answer));
        return answer.Accepted;
    }

    /// <summary>Lets the minutes pass and evaluates after each.</summary>
    public void Pass(int minutes = 1)
    {
        for (var i = 0; i < minutes; i++)
        {
            Clock.Now += TimeSpan.FromMinutes(1);
            Evaluator.Round(CancellationToken.None);
        }
    }

    /// <summary>All alerts, oldest first.</summary>
    public IReadOnlyList<Alert> All(string tenant = Tenant) => [.. Alerts.List(tenant, AlertWords.Statuses, null, 1_000, null).Alerts.OrderBy(alert => alert.WindowEnd, StringComparer.Ordinal)];

    public long Queued => Count("SELECT count(*) FROM alert_deliveries");

    public long Count(string sql)
    {
        using var connection = Database.OpenWrite();
        return connection.Scalar(null, sql) ?? 0;
    }

    public void Dispose()
    {
        _queue.Dispose();
        Database.Dispose();
    }
}
