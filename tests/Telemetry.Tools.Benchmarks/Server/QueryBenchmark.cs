using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// How long a question takes: the overview of 30 days, percentiles included, of a random one of 100 tenants with 5 million events of 90 days between them, over HTTP and past the cache,
/// asked of the published tool once it has answered a thousand others. Bound: 95 of 100 answers within 25 ms. Each answer's number of requests is compared with the events of that tenant.
/// </summary>
internal sealed class QueryBenchmark : IBenchmark
{
    private const int AskedDays = 30;
    private const int Questions = 200;

    // A server that runs, and not one that has just started: until some hundred questions have come its code is compiled a second time.
    private const int WarmUp = 1_000;
    private const double BoundMilliseconds = 25;
    private const string ProcessorTime = "process_cpu_seconds_total";

    // A day that is over, so that all events of the asked days are in.
    private readonly DateTimeOffset _end = new(DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(-1), TimeSpan.Zero);

    public string Name => "query";

    public string Description => "milliseconds of an overview of 30 days of one of 100 tenants, 5 million events, on SQLite and PostgreSQL";

    public int Run(string[] args)
    {
        var events = args.Contains("--quick") ? 500_000 : 5_000_000;
        var tool = ServerProcess.Publish();
        var held = true;
        foreach (var start in ServerEngine.Chosen(args))
        {
            using var engine = start("query");
            var settings = engine.Fresh();
            var filled = ManyTenants.Fill(settings, _end, events);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine.Name}: {events:N0} events of {ManyTenants.Count} tenants in {ManyTenants.Days} days, taken at {filled:N0} a second; {Environment.ProcessorCount} processors for server and questions"));
            held &= Ask(tool, settings);
        }

        return held ? 0 : 1;
    }

    private bool Ask(string tool, ServerSettings settings)
    {
        var expected = Expected(settings);
        var key = new KeyAdministration(settings).Create("operator", "*", ServerRole.Viewer).Text;
        using var server = ServerProcess.Start(tool, settings);
        server.WaitUntilReady();
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var before = server.Metric(key, ProcessorTime);
        var times = Measure(client, expected);
        return Print(times, (server.Metric(key, ProcessorTime) - before) * 1000 / (WarmUp + Questions));
    }

    private List<double> Measure(HttpClient client, Dictionary<string, long> expected)
    {
        var random = new Random(7);
        var times = new List<double>();
        for (var i = 0; i < WarmUp + Questions; i++)
        {
            var tenant = ManyTenants.NameOf(random.Next(ManyTenants.Count));
            var start = Stopwatch.GetTimestamp();
            var json = client.GetByteArrayAsync(string.Create(CultureInfo.InvariantCulture, $"/v1/analytics/usage/overview?tenant_id={tenant}&start_date={_end.AddDays(-AskedDays):yyyy-MM-dd}&end_date={_end.AddDays(-1):yyyy-MM-dd}")).GetAwaiter().GetResult();
            if (i >= WarmUp) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var found = JsonDocument.Parse(json).RootElement.GetProperty("summary").GetProperty("total_requests").GetInt64();
            if (found != expected[tenant]) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{tenant}: {found} requests, expected {expected[tenant]}"));
        }

        times.Sort();
        return times;
    }

    private Dictionary<string, long> Expected(ServerSettings settings)
    {
        using var connection = ServerEngine.Open(settings);
        if (settings.Database is not null) connection.Execute(null, "ANALYZE");
        using var command = connection.Command(null, "SELECT tenant, count(*) FROM events WHERE ts >= $1 AND ts < $2 GROUP BY tenant", Clock.Micros(_end.AddDays(-AskedDays)), Clock.Micros(_end));
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read()) counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    }

    private static bool Print(List<double> times, double processor)
    {
        var p95 = times[(int)(times.Count * 0.95) - 1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  overview of {AskedDays} days, {times.Count} questions: p50 {times[times.Count / 2]:N1} ms, p95 {p95:N1} ms{(p95 <= BoundMilliseconds ? "" : $"   OVER THE BOUND of {BoundMilliseconds}")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  processor time of the server a question, with those before: {processor:N1} ms"));
        return p95 <= BoundMilliseconds;
    }
}
