using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// What telemetry adds to a no-op build of a solution of 16 projects, in CPU time, beside a control arm and <c>-bl</c>. Each build of an arm stands between two
/// plain ones and is compared with their mean: what else the machine does meanwhile, and whatever changes slowly, meets both. The control is a plain build too,
/// measured in the same way: what it shows is the measure's own noise.
/// </summary>
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
        var plain = new Arm("none", solution.Plain, null, false, null);
        Arm[] arms =
        [
            plain with { Name = "none again (control)" },
            new("tracked targets (logger)", solution.Plain, SampleSolution.LoggerArgument, true, none => AbsoluteBound + (RelativeBound * none)),
            new("logger attached, off", solution.Plain, SampleSolution.LoggerArgument, false, _ => OffBound),
            new("package only, off", solution.WithPackage, null, false, _ => OffBound),
            new("package only, on", solution.WithPackage, null, true, null),
            new("-bl", solution.Plain, "-bl:LogFile=" + Path.Combine(solution.Root, "log.binlog"), false, null),
        ];
        solution.Prepare();
        Pin();
        var times = arms.ToDictionary(arm => arm, _ => new ArmTimes());
        for (var round = -1; round < rounds; round++)
        {
            Measure(plain, arms, solution, round < 0 ? null : times);
            Console.Error.Write($"\rround {Math.Max(0, round + 1)} of {rounds} ");
        }

        Console.Error.WriteLine();
        return Report(arms, times, rounds);
    }

    private static int Rounds(string[] args)
    {
        var index = Array.IndexOf(args, "--rounds");
        if (index >= 0 && index + 1 < args.Length) return int.Parse(args[index + 1], CultureInfo.InvariantCulture);
        return args.Contains("--quick") ? 8 : 60;
    }

    // What is started inherits it: a build that wanders between processors finds their caches cold, at random.
    private static void Pin()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return;
        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = 1 << (Environment.ProcessorCount - 1);
    }

    // The arms in an order of each round's own, a plain build before and behind each.
    private static void Measure(Arm plain, Arm[] arms, SampleSolution solution, Dictionary<Arm, ArmTimes>? times)
    {
        var order = arms.ToArray();
        Random.Shared.Shuffle(order);
        var before = solution.Build(plain);
        foreach (var arm in order)
        {
            var own = solution.Build(arm);
            var behind = solution.Build(plain);
            times?[arm].Add(own, (before + behind) / 2);
            before = behind;
        }
    }

    private static int Report(Arm[] arms, Dictionary<Arm, ArmTimes> times, int rounds)
    {
        var none = Sample.MedianOf(times.Values.SelectMany(arm => arm.Plain));
        Console.WriteLine(FormattableString.Invariant($"No-op build of {SampleSolution.Projects} projects, {rounds} interleaved rounds on one processor, CPU time (user + system) of the process tree."));
        Console.WriteLine("Difference to the mean of the plain builds just before and just behind: trimmed mean (a tenth at each end), 95 % bootstrap interval.");
        Console.WriteLine("The control is a plain build measured in the same way; concurrent collection and profile-guided compilation are off in all arms.");
        Console.WriteLine($"{"",-28}{"median",10}{"difference",13}{"95 % interval",24}{"bound",14}");
        Console.WriteLine(FormattableString.Invariant($"{"none",-28}{none,7:0} ms"));
        var passed = true;
        foreach (var arm in arms) passed &= Line(arm, times[arm], arm.Bound?.Invoke(none));
        Console.WriteLine(passed ? "All bounds hold." : "A bound does not hold (upper end of the interval).");
        return passed ? 0 : 1;
    }

    private static bool Line(Arm arm, ArmTimes times, double? bound)
    {
        var difference = Sample.Of(times.Differences);
        var holds = bound is null || difference.High <= bound;
        var interval = FormattableString.Invariant($"{difference.Low,8:+0.0;-0.0} … {difference.High,6:+0.0;-0.0} ms");
        var limit = bound is { } most ? FormattableString.Invariant($"{most,6:0.0} ms {(holds ? "ok" : "NO")}") : "";
        Console.WriteLine(FormattableString.Invariant($"{arm.Name,-28}{Sample.MedianOf(times.Own),7:0} ms{difference.Mean,10:+0.0;-0.0} ms{interval,24}{limit,14}"));
        return holds;
    }
}

/// <summary>One way to build.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Folder">The solution's folder.</param>
/// <param name="Argument">What is added to the command line.</param>
/// <param name="Consent">Whether telemetry is on.</param>
/// <param name="Bound">Most milliseconds that it may add, by those of a plain build.</param>
internal sealed record Arm(string Name, string Folder, string? Argument, bool Consent, Func<double, double>? Bound);

/// <summary>CPU milliseconds of an arm's builds, and of the plain ones around them.</summary>
internal sealed class ArmTimes
{
    public List<double> Own { get; } = [];

    public List<double> Plain { get; } = [];

    public IEnumerable<double> Differences => Own.Zip(Plain, (own, plain) => own - plain);

    public void Add(double own, double plain)
    {
        Own.Add(own);
        Plain.Add(plain);
    }
}
