using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// Eight processes append at once: what is lost, what is torn, and how long it takes against a bare <c>O_APPEND</c> write loop. Bounds: we lose and tear nothing, with and
/// without rotation, and take at most twice the loop's time. Other load on the machine shows in the time, and less so in the processor time beside it.
/// </summary>
internal sealed class AppendBenchmark : IBenchmark
{
    private const int Writers = 8;
    private const int Lines = 4000;

    private static readonly int[] Sizes = [300, 6 * 1024];

    public string Name => "append";

    public string Description => "8 processes append at once: lost lines, torn lines, time against a bare O_APPEND loop";

    public int Run(string[] args)
    {
        if (args.Length > 0 && args[0] == AppendChild.Switch) return AppendChild.Run(args);
        var rounds = args.Contains("--quick") ? 3 : 15;
        var held = true;
        foreach (var bytes in Sizes) held &= Compare(bytes, rounds);
        return held ? 0 : 1;
    }

    private static bool Compare(int bytes, int rounds)
    {
        var runs = AppendMethod.All.ToDictionary(method => method, _ => new List<AppendRun>());
        for (var round = 0; round < rounds; round++)
        {
            // The slow ones lose the same in each round; one is enough to see how slow.
            foreach (var method in AppendMethod.All)
            {
                if (round == 0 || method == AppendMethod.Bare || method.MustLoseNothing) runs[method].Add(AppendRun.Of(method, Writers, Lines, bytes));
            }
        }

        return Print(bytes, runs);
    }

    private static bool Print(int bytes, Dictionary<AppendMethod, List<AppendRun>> runs)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Writers} processes x {Lines:N0} lines of {bytes:N0} B = {Writers * Lines:N0} lines a run, code compiled beforehand"));
        Console.WriteLine($"  {"",-32}{"us/line",10}{"x loop",9}{"CPU x",8}{"lost",10}{"torn",8}{"files",7}{"runs",6}");
        var bare = runs[AppendMethod.Bare];
        var held = true;
        foreach (var method in AppendMethod.All.Where(method => runs[method].Count > 0))
        {
            var mine = runs[method];
            var times = Median(mine.Select((run, round) => run.Milliseconds / bare[round].Milliseconds));
            var cpu = Median(mine.Select((run, round) => run.CpuMilliseconds / bare[round].CpuMilliseconds));
            var isHeld = !method.MustLoseNothing || (mine.All(run => run is { Lost: 0, Torn: 0 }) && (method.MostTimes == 0 || times <= method.MostTimes));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {method.Name,-32}{Median(mine.Select(run => run.Milliseconds)) * 1000 / (Writers * Lines),10:N1}{times,9:N2}{cpu,8:N2}{mine.Max(run => run.Lost),10:N0}{mine.Max(run => run.Torn),8:N0}{mine.Max(run => run.Files),7:N0}{mine.Count,6:N0}{(isHeld ? "" : "   OVER THE BOUND")}"));
            held &= isHeld;
        }

        Console.WriteLine();
        return held;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
