using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>How long <c>dotnet telemetry status</c> takes beside an empty console program that is published the same way (ReadyToRun).</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const double Bound = 1.5;

    public string Name => "startup";

    public string Description => "status beside an empty console program, both ReadyToRun (at most 1.5 times)";

    public int Run(string[] args)
    {
        var rounds = args.Contains("--quick") ? 15 : 60;
        var folder = Directory.CreateDirectory(Path.Combine(BenchmarkFolder.Path, "startup")).FullName;
        var empty = PublishEmpty(folder);
        var tool = PublishTool(folder);
        var store = MakeStore(folder, tool);

        var emptyTimes = new List<double>();
        var textTimes = new List<double>();
        var jsonTimes = new List<double>();
        for (var round = -3; round < rounds; round++)
        {
            var (first, second, third) = (Time(empty, []), Time(tool, ["status", "--store", store]), Time(tool, ["status", "--format", "json", "--store", store]));
            if (round < 0) continue;
            emptyTimes.Add(first);
            textTimes.Add(second);
            jsonTimes.Add(third);
        }

        Console.WriteLine(FormattableString.Invariant($"{rounds} interleaved rounds, medians of wall time"));
        Console.WriteLine(FormattableString.Invariant($"  empty console program        {Median(emptyTimes),7:0.0} ms"));
        var held = Hold("status", textTimes, emptyTimes) & Hold("status --format json", jsonTimes, emptyTimes);
        return held ? 0 : 1;
    }

    private static bool Hold(string command, List<double> times, List<double> empty)
    {
        var ratio = Median(times) / Median(empty);
        Console.WriteLine(FormattableString.Invariant($"  {command,-27}  {Median(times),7:0.0} ms   {ratio:0.00} x   (bound {Bound:0.0} x)"));
        return ratio <= Bound;
    }

    private static string PublishEmpty(string folder)
    {
        var source = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        File.WriteAllText(Path.Combine(source, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(source, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(source, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(source, "Empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(source, "Program.cs"), "System.Console.WriteLine(\"empty\");");
        return Publish(Path.Combine(source, "Empty.csproj"), Path.Combine(folder, "empty-published"), "Empty");
    }

    internal static string PublishTool(string folder) =>
        Publish(Path.Combine(BenchmarkFolder.RepositoryRoot, "src", "Telemetry.Tools.Cli", "Telemetry.Tools.Cli.csproj"), Path.Combine(folder, "tool-published"), "dotnet-telemetry");

    private static string Publish(string project, string output, string program)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", output, "-v", "quiet", "-nologo"]))!;
        publish.WaitForExit();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"Could not publish {project}.");
        return Path.Combine(output, program);
    }

    /// <summary>A store as people have it: some hundred events of builds.</summary>
    private static string MakeStore(string folder, string tool)
    {
        var store = Path.Combine(folder, "store");
        if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
        Directory.CreateDirectory(store);
        File.WriteAllText(Path.Combine(store, "enabled"), "");
        Time(tool, ["log", "--store", store, "--target", "Build", "--duration", "1.5", "--exit-code", "0"]);
        var segment = Directory.GetFiles(store, "*.jsonl", SearchOption.AllDirectories).Single();
        var line = File.ReadAllText(segment);
        File.WriteAllText(segment, string.Concat(Enumerable.Repeat(line, 300)));
        return store;
    }

    private static double Time(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with exit code {process.ExitCode}: {process.StandardError.ReadToEnd()}"));
        return elapsed;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
