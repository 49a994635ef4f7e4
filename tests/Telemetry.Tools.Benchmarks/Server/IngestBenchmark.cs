using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// How many events a second the server takes, durably and with rollups, beside bare inserts of the same events. Bounds: in process at least 0.45 of the bare inserts on SQLite and 0.5 of
/// bare copies on PostgreSQL, over HTTP at least 0.6 of in process, batches of 100 at least half of batches of 1,000, at half load 99 of 100 answers within 50 ms; and in each run
/// events = hourly = daily = histogram = sent − repeats.
/// </summary>
internal sealed class IngestBenchmark : IBenchmark
{
    // Some thousand answers: of a few hundred, one hiccup of the machine would decide.
    private const int HalfLoadSeconds = 30;

    private bool _isCounted = true;

    public string Name => "ingest";

    public string Description => "events a second with rollups, in process and over HTTP, against bare inserts of the same events, on SQLite and PostgreSQL";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == IngestSender.Switch) return IngestSender.Run(args);
        var (events, rounds) = args.Contains("--quick") ? (60_000, 3) : (200_000, 5);
        var held = true;
        foreach (var start in ServerEngine.Chosen(args))
        {
            using var engine = start("ingest");
            var results = Enumerable.Range(1, rounds).Select(round => Round(engine, round * 10, events)).ToList();
            held &= Print(engine, results, events, HalfLoad(engine, results));
        }

        return held ? 0 : 1;
    }

    private RoundResult Round(ServerEngine engine, int seed, int events)
    {
        var settings = engine.Fresh();
        var rows = EventRows.Of(engine, settings, new IngestCorpus(seed).Bodies(events, 1000));
        var bare = engine.IsPostgres ? BareCopies.Run(settings, rows) : BareInserts.Run(settings, rows);
        return new RoundResult(bare, Process(engine, seed + 1, events), Http(engine, seed + 2, events, 1000).EventsPerSecond, Http(engine, seed + 3, events, 100).EventsPerSecond);
    }

    private double Process(ServerEngine engine, int seed, int events)
    {
        var settings = engine.Fresh();
        var corpus = new IngestCorpus(seed);
        var bodies = corpus.Bodies(events, 1000);
        var rate = InProcessIngest.Run(settings, bodies.Count, i => ("default", bodies[i]));
        Check(settings, corpus.Made - corpus.Repeats);
        return rate;
    }

    private double HalfLoad(ServerEngine engine, List<RoundResult> results)
    {
        var rate = (int)(Median(results.Select(round => round.Http100)) / 2);
        return Http(engine, 999, rate * HalfLoadSeconds / 100 * 100, 100, rate).P99Milliseconds;
    }

    private SenderRun Http(ServerEngine engine, int seed, int events, int batch, int rate = 0)
    {
        var settings = engine.Fresh();
        var run = HttpIngest.Run(settings, seed, events, batch, rate);
        Check(settings, run.Sent - run.Repeats);
        if (run.Rejected != 0 || run.Accepted + run.Duplicates != run.Sent) Fail($"sent {run.Sent}, accepted {run.Accepted}, duplicates {run.Duplicates}, rejected {run.Rejected}");
        return run;
    }

    private void Check(ServerSettings settings, long expected)
    {
        foreach (var difference in StoredCounts.Differing(settings, expected)) Fail(difference);
    }

    private void Fail(string message)
    {
        _isCounted = false;
        Console.WriteLine($"  WRONG COUNT {message}");
    }

    private bool Print(ServerEngine engine, List<RoundResult> results, int events, double p99)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine.Name}: {events:N0} events a run, {results.Count} runs, medians; {Environment.ProcessorCount} processors for server and senders"));
        Line(engine.IsPostgres ? "bare COPY, then ON CONFLICT" : "bare prepared inserts", results, round => round.Bare);
        Line("in process, 8 senders, batches of 1,000", results, round => round.Process);
        Line("over HTTP, 8 senders, batches of 1,000", results, round => round.Http1000);
        Line("over HTTP, 8 senders, batches of 100", results, round => round.Http100);
        var held = Bound("in process / bare", Median(results.Select(round => round.Process / round.Bare)), engine.IsPostgres ? 0.5 : 0.45);
        held &= Bound("HTTP / in process", Median(results.Select(round => round.Http1000 / round.Process)), 0.6);
        held &= Bound("batches of 100 / of 1,000", Median(results.Select(round => round.Http100 / round.Http1000)), 0.5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"p99 at half load, ms",-42}{p99,10:N1}{(p99 <= 50 ? "" : "   OVER THE BOUND of 50")}"));
        Console.WriteLine(_isCounted ? "  events = hourly = daily = histogram = sent − repeats in each run" : "  COUNTS DIFFER");
        return held && p99 <= 50 && _isCounted;
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

    private sealed record RoundResult(double Bare, double Process, double Http1000, double Http100);
}
