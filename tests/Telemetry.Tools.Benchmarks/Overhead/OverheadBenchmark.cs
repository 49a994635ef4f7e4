using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>What telemetry adds to a no-op build of a solution of 16 projects, in CPU time, beside control arms and <c>-bl</c>.</summary>
internal sealed class OverheadBenchmark : IBenchmark
{
    private const double RelativeBound = 0.01;
    private const double AbsoluteBound = 10;
    private const double OffBound = 15;

    public string Name => "overhead";

    public string Description => "what telemetry adds to a no-op build of 16 projects, in CPU time (at most 1 % + 10 ms)";

    public int Run(string[] args)
    {
        var rounds = Rounds(args);
        using var solution = new SampleSolution();
        Arm[] arms =
        [
            new("none", solution.Plain, null, false),
            new("none again (control)", solution.Plain, null, false),
            new("tracked targets (logger)", solution.Plain, SampleSolution.LoggerArgument, true),
            new("logger attached, off", solution.Plain, SampleSolution.LoggerArgument, false),
            new("package only, off", solution.WithPackage, null, false),
            new("package only, on", solution.WithPackage, null, true),
            new("-bl", solution.Plain, "-bl:LogFile=" + Path.Combine(solution.Root, "log.binlog"), false),
        ];
        solution.Prepare();
        Measure(arms, solution, rounds);
        return Report(arms, rounds);
    }

    private static int Rounds(string[] args)
    {
        var index = Array.IndexOf(args, "--rounds");
        if (index >= 0 && index + 1 < args.Length) return int.Parse(args[index + 1], CultureInfo.InvariantCulture);
        return args.Contains("--quick") ? 8 : 60;
    }

    // Each round builds once in each arm, in an order of its own: whatever else the machine does meets all arms alike.
    private static void Measure(Arm[] arms, SampleSolution solution, int rounds)
    {
        var random = new Random(20261121);
        for (var round = -1; round < rounds; round++)
        {
            var order = arms.ToArray();
            random.Shuffle(order);
            foreach (var arm in order)
            {
                var milliseconds = solution.Build(arm);
                if (round >= 0) arm.Times.Add(milliseconds);
            }

            Console.Error.Write($"\rround {Math.Max(0, round + 1)} of {rounds} ");
        }

        Console.Error.WriteLine();
    }

    private static int Report(Arm[] arms, int rounds)
    {
        var (none, control) = (arms[0], arms[1]);
        var floor = PairedDifference.Of(control.Times, none.Times);
        Console.WriteLine(FormattableString.Invariant($"No-op build of {SampleSolution.Projects} projects, {rounds} interleaved rounds, CPU time (user + system) of the process tree."));
        Console.WriteLine("Difference to 'none': median of the pairs, 95 % bootstrap interval; 'net' has the control arm's median taken out.");
        Console.WriteLine($"{"",-28}{"median",10}{"difference",13}{"95 % interval",24}{"net",10}{"bound",12}");
        var passed = true;
        foreach (var arm in arms) passed &= Line(arm, none, floor, BoundOf(arm, none));
        Console.WriteLine(passed ? "All bounds hold." : "A bound does not hold (upper end of the interval, control taken out).");
        return passed ? 0 : 1;
    }

    private static bool Line(Arm arm, Arm none, PairedDifference floor, double? bound)
    {
        var median = PairedDifference.MedianOf(arm.Times);
        if (ReferenceEquals(arm, none))
        {
            Console.WriteLine(FormattableString.Invariant($"{arm.Name,-28}{median,7:0} ms"));
            return true;
        }

        var difference = PairedDifference.Of(arm.Times, none.Times);
        var holds = bound is null || difference.High - floor.Median <= bound;
        var interval = FormattableString.Invariant($"{difference.Low,8:+0.0;-0.0} … {difference.High,6:+0.0;-0.0} ms");
        var limit = bound is { } most ? FormattableString.Invariant($"{most,6:0.0} ms {(holds ? "ok" : "NO")}") : "";
        Console.WriteLine(FormattableString.Invariant($"{arm.Name,-28}{median,7:0} ms{difference.Median,10:+0.0;-0.0} ms{interval,24}{difference.Median - floor.Median,7:+0.0;-0.0} ms{limit,12}"));
        return holds;
    }

    private static double? BoundOf(Arm arm, Arm none) => arm.Name switch
    {
        "tracked targets (logger)" => AbsoluteBound + RelativeBound * PairedDifference.MedianOf(none.Times),
        "logger attached, off" or "package only, off" => OffBound,
        _ => null,
    };
}

/// <summary>One way to build.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Folder">The solution's folder.</param>
/// <param name="Argument">What is added to the command line.</param>
/// <param name="Consent">Whether telemetry is on.</param>
internal sealed record Arm(string Name, string Folder, string? Argument, bool Consent)
{
    /// <summary>CPU milliseconds, one for each round.</summary>
    public List<double> Times { get; } = [];
}
