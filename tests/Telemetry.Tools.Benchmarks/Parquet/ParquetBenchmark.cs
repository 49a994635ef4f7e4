using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Prompt runs (1 million; <c>--all</c>: 10 million) as Parquet, against DuckDB's COPY with the same compression. Each is a process of its own, its start included. Bound: below 100 MB.</summary>
internal sealed class ParquetBenchmark : IBenchmark
{
    private const string Child = "--child";
    private const double MostMegabytes = 100;

    // As the tool's own.
    private static readonly (string, string)[] Settings = [("DOTNET_gcConcurrent", "0"), ("DOTNET_TieredPGO", "0")];

    public string Name => "parquet";

    public string Description => "the export of 1 million lines to Parquet, against DuckDB's COPY with gzip";

    public int Run(string[] args)
    {
        if (args is [Child, var from, var to]) return Export(from, to);
        var count = args.Contains("--all") ? 10_000_000 : 1_000_000;
        var file = PromptRunFile.Ensure(count);
        var (ours, theirs) = (Path.Combine(BenchmarkFolder.Path, "ours.parquet"), Path.Combine(BenchmarkFolder.Path, "duckdb.parquet"));
        var duckDb = DuckDbPeer.TryInstall();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} lines, {new FileInfo(file).Length / 1e6:N0} MB, {Environment.ProcessorCount} processors, best of 3"));
        var own = Best(() => MeasuredProcess.Run("dotnet", [typeof(ParquetBenchmark).Assembly.Location, Name, Child, file, ours], Settings));
        Print("export --format parquet", own, ours);
        if (duckDb is null) return Judge(own);
        var other = Best(() => duckDb.Copy(file, theirs));
        Print("DuckDB COPY, gzip", other, theirs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {own.Milliseconds / other.Milliseconds:N2} x its time, {own.CpuMilliseconds / other.CpuMilliseconds:N2} x its CPU time, {(double)new FileInfo(ours).Length / new FileInfo(theirs).Length:N2} x its size; rows that differ: {duckDb.Differences(ours, theirs)}"));
        return Judge(own);
    }

    private static int Export(string from, string to)
    {
        var schema = SchemaParser.Parse(ProductSchemas.Find("prompt-runs")!.SchemaJson, "prompt-runs").Document!;
        using var output = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
        Exporter.Export(StreamSource.FromFiles(schema, from), new ExportQuery(ExportFormat.Parquet), output);
        return 0;
    }

    private static MeasuredProcess Best(Func<MeasuredProcess> run) => Enumerable.Range(0, 3).Select(_ => run()).MinBy(found => found.Milliseconds)!;

    private static void Print(string name, MeasuredProcess run, string file) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {name,-26}{run.Milliseconds / 1000,8:N2} s{run.CpuMilliseconds / 1000,8:N2} s CPU{run.Megabytes,8:N0} MB of memory{new FileInfo(file).Length / 1e6,8:N2} MB of file"));

    private static int Judge(MeasuredProcess own)
    {
        var isHeld = own.Megabytes <= MostMegabytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {own.Megabytes:N0} MB (at most {MostMegabytes:N0}){(isHeld ? "" : "   OVER THE BOUND")}"));
        return isHeld ? 0 : 1;
    }
}
