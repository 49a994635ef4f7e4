using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// How many events a second the server takes, durably and with rollups, beside bare inserts of the same events. Bounds: in process at least 0.45 of the bare inserts, over HTTP at least
/// 0.6 of in process, batches of 100 at least half of batches of 1,000, at half load 99 of 100 answers within 50 ms; and in each run events = hourly = daily = histogram = sent − repeats.
/// </summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Senders = 8;

    private bool _isCounted = true;

    public string Name => "ingest";

    public string Description => "events a second with rollups, in process and over HTTP, against bare inserts of the same events";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == IngestSender.Switch) return IngestSender.Run(args);
        var (events, rounds) = args.Contains("--quick") ? (60_000, 3) : (200_000, 5);
        var results = Enumerable.Range(1, rounds).Select(round => Round(round * 10, events)).ToList();
        return Print(results, events, HalfLoad(results, events));
    }

    private RoundResult Round(int seed, int events)
    {
        var bodies = new IngestCorpus(seed).Bodies(events, 1000);
        var bare = InFolder(folder => BareInserts.Run(folder, bodies));
        var process = InFolder(folder =>
        {
            var corpus = new IngestCorpus(seed + 1);
            var rate = InProcessIngest.Run(folder, corpus.Bodies(events, 1000), Senders);
            Check(folder, corpus.Made - corpus.Repeats);
            return rate;
        });
        return new RoundResult(bare, process, Http(seed + 2, events, 1000).EventsPerSecond, Http(seed + 3, events, 100).EventsPerSecond);
    }

    private double HalfLoad(List<RoundResult> results, int events)
    {
        var rate = (int)(Median(results.Select(round => round.Http100)) / 2);
        return Http(999, Math.Min(events, rate * 5 / 100 * 100), 100, rate).P99Milliseconds;
    }

    private SenderRun Http(int seed, int events, int batch, int rate = 0) => InFolder(folder =>
    {
        var run = HttpIngest.Run(folder, seed, events, batch, rate);
        Check(folder, run.Sent - run.Repeats);
        if (run.Rejected != 0 || run.Accepted + run.Duplicates != run.Sent) Fail($"sent {run.Sent}, accepted {run.Accepted}, duplicates {run.Duplicates}, rejected {run.Rejected}");
        return run;
    });

    private void Check(string folder, long expected)
    {
        using var connection = new SqliteConnection($"Data Source={DataFolder.DatabasePath(folder)};Pooling=False");
        connection.Open();
        foreach (var sql in (string[])["SELECT count(*) FROM events", "SELECT sum(requests) FROM usage_hourly", "SELECT sum(requests) FROM usage_daily", "SELECT sum(count) FROM usage_histogram"])
        {
            var found = connection.Scalar(null, sql);
            if (found != expected) Fail(string.Create(CultureInfo.InvariantCulture, $"{sql}: {found}, expected {expected}"));
        }
    }

    private void Fail(string message)
    {
        _isCounted = false;
        Console.WriteLine($"  WRONG COUNT {message}");
    }

    private int Print(List<RoundResult> results, int events, double p99)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events a run, {results.Count} runs, medians; {Environment.ProcessorCount} processors for server and senders"));
        Line("bare prepared inserts", results, round => round.Bare);
        Line("in process, 8 senders, batches of 1,000", results, round => round.Process);
        Line("over HTTP, 8 senders, batches of 1,000", results, round => round.Http1000);
        Line("over HTTP, 8 senders, batches of 100", results, round => round.Http100);
        var held = Bound("in process / bare inserts", Median(results.Select(round => round.Process / round.Bare)), 0.45);
        held &= Bound("HTTP / in process", Median(results.Select(round => round.Http1000 / round.Process)), 0.6);
        held &= Bound("batches of 100 / of 1,000", Median(results.Select(round => round.Http100 / round.Http1000)), 0.5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"p99 at half load, ms",-42}{p99,10:N1}{(p99 <= 50 ? "" : "   OVER THE BOUND of 50")}"));
        Console.WriteLine(_isCounted ? "  events = hourly = daily = histogram = sent − repeats in each run" : "  COUNTS DIFFER");
        return held && p99 <= 50 && _isCounted ? 0 : 1;
    }

    private static void Line(string name, List<RoundResult> results, Func<RoundResult, double> value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-42}{Median(results.Select(value)),10:N0} events/s"));

    private static bool Bound(string name, double ratio, double least)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-42}{ratio,10:N2}{(ratio >= least ? "" : $"   UNDER THE BOUND of {least}")}"));
        return ratio >= least;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static T InFolder<T>(Func<string, T> run)
    {
        var folder = Path.Combine(BenchmarkFolder.Path, "ingest");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        try
        {
            return run(folder);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record RoundResult(double Bare, double Process, double Http1000, double Http100);
}
