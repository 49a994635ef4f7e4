using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// The report over 10 million prompt runs (3.5 GB; <c>--quick</c>: 1 million), each participant in a process of its own, interleaved. Bounds: at most a quarter of DuckDB's
/// time for the same answers, at most three times that of merely reading and splitting the lines, below 100 MB.
/// </summary>
internal sealed class ScanBenchmark : IBenchmark
{
    private const double MostOfDuckDb = 0.25;
    private const double MostOfSplitting = 3.0;
    private const double MostMegabytes = 100;

    public string Name => "scan";

    public string Description => "the report over 10 million lines, against DuckDB, jq and merely splitting the lines";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == ScanChild.Switch) return ScanChild.Run(args);
        var count = args.Contains("--quick") ? 1_000_000 : 10_000_000;
        var file = PromptRunFile.Ensure(count);
        var duckDb = DuckDbPeer.TryInstall();
        var rounds = Enumerable.Range(0, 3).Select(_ => Round(file, duckDb)).ToList();
        return Print(file, count, rounds);
    }

    private static ScanRound Round(string file, DuckDbPeer? duckDb) => new(
        ScanChild.Start("split", file), ScanChild.Start("report", file), ScanChild.Start("whole", file), duckDb?.Run(file, "queries"), duckDb?.Run(file, "one-pass"));

    private static int Print(string file, int count, List<ScanRound> rounds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count:N0} lines, {new FileInfo(file).Length / 1e9:N2} GB, {Environment.ProcessorCount} processors, median of {rounds.Count} rounds"));
        Console.WriteLine($"  {"",-38}{"ns/line",10}{"x split",10}{"CPU ns",10}{"x split",10}{"MB",8}");
        PrintLine("read and split the lines", count, rounds, round => round.Split);
        PrintLine("report (6 sections, summary, rejects)", count, rounds, round => round.Report);
        PrintLine("the schema's whole report", count, rounds, round => round.Whole);
        PrintLine("DuckDB, a query a section", count, rounds, round => round.Queries);
        PrintLine("DuckDB, all in one pass", count, rounds, round => round.OnePass);
        if (JqPeer.TryRun(file) is { } jq) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"jq (" + jq.Lines.ToString("N0", CultureInfo.InvariantCulture) + " lines, one section)",-38}{jq.NanosPerLine,10:N0}{jq.NanosPerLine * count / 1e6 / Median(rounds.Select(round => round.Split.Milliseconds)),10:N1}"));
        return Judge(rounds) ? 0 : 1;
    }

    private static void PrintLine(string name, int count, List<ScanRound> rounds, Func<ScanRound, ScanRun?> pick)
    {
        if (pick(rounds[0]) is null)
        {
            Console.WriteLine($"  {name,-38}{"not there",10}");
            return;
        }

        var times = Median(rounds.Select(round => pick(round)!.Milliseconds / round.Split.Milliseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-38}{Median(rounds.Select(round => pick(round)!.Milliseconds)) * 1e6 / count,10:N1}{times,10:N2}{Median(rounds.Select(round => pick(round)!.CpuMilliseconds)) * 1e6 / count,10:N1}{Median(rounds.Select(round => pick(round)!.CpuMilliseconds / round.Split.CpuMilliseconds)),10:N2}{rounds.Max(round => pick(round)!.Megabytes),8:N0}"));
    }

    private static bool Judge(List<ScanRound> rounds)
    {
        var held = Check("x splitting", Median(rounds.Select(round => round.Report.Milliseconds / round.Split.Milliseconds)), MostOfSplitting);
        held &= Check("MB at most", rounds.Max(round => round.Report.Megabytes), MostMegabytes);
        if (rounds[0].Queries is null) return held;
        held &= Check("x DuckDB, a query a section", Median(rounds.Select(round => round.Report.Milliseconds / round.Queries!.Milliseconds)), MostOfDuckDb);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Median(rounds.Select(round => round.Report.Milliseconds / round.OnePass!.Milliseconds)):N2} x DuckDB, all in one pass"));
        return held & SameAnswers(rounds[0]);
    }

    private static bool Check(string what, double value, double most)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value:N2} {what} (at most {most:N2}){(value <= most ? "" : "   OVER THE BOUND")}"));
        return value <= most;
    }

    private static bool SameAnswers(ScanRound round)
    {
        var isSame = round.Report.Answer == round.Queries!.Answer && round.Report.Answer == round.OnePass!.Answer;
        Console.WriteLine(isSame ? "  the answers are the same" : $"  DIFFERENT ANSWERS\n    {round.Report.Answer}\n    {round.Queries.Answer}\n    {round.OnePass!.Answer}");
        return isSame;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>One participant's run.</summary>
/// <param name="Milliseconds">Time of the work, without the start of the process.</param>
/// <param name="CpuMilliseconds">Time of the processors for it, which other programs on the machine disturb less.</param>
/// <param name="Megabytes">Peak of resident memory.</param>
/// <param name="Answer">A few figures, the same from everybody who answers.</param>
internal sealed record ScanRun(double Milliseconds, double CpuMilliseconds, double Megabytes, string Answer);

/// <summary>One run of each.</summary>
internal sealed record ScanRound(ScanRun Split, ScanRun Report, ScanRun Whole, ScanRun? Queries, ScanRun? OnePass);
