using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// What telemetry adds to a no-op build of a solution of 16 projects, in CPU time, beside a control arm and <c>-bl</c>.
/// Each build of an arm runs beside a plain one, both at once on the same processor: whatever the machine does meanwhile, and however fast the processor happens to be, slice by
/// slice meets both. One pair at a time: a second one on another processor trebles the noise.
/// The control is a second plain build: what it shows is the measure's own noise.
/// </summary>
internal sealed class OverheadBenchmark : IBenchmark
{
    private const double RelativeBound = 0.01;
    private const double AbsoluteBound = 10;
    private const double OffBound = 15;

    private static readonly Arm[] Arms =
    [
        new("none again (control)", false, null, false, null) { IsControl = true },
        new("tracked targets (logger)", false, SampleSolution.LoggerArgument, true, none => AbsoluteBound + (RelativeBound * none)),
        new("logger attached, off", false, SampleSolution.LoggerArgument, false, _ => OffBound),
        new("package only, off", true, null, false, _ => OffBound),
        new("package only, on", true, null, true, null),
        new("-bl", false, "-bl:LogFile=log.binlog", false, null),
    ];

    public string Name => "overhead";

    public string Description => "what telemetry adds to a no-op build of 16 projects, in CPU time (at most 1 % + 10 ms)";

    public int Run(string[] args)
    {
        var rounds = Rounds(args);
        SampleSolution.BuildPackage();
        var times = Chosen(args).ToDictionary(arm => arm, _ => new ArmTimes());

        Measure(times, rounds);
        Console.Error.WriteLine();
        return Report(times, rounds);
    }

    private static int Rounds(string[] args)
    {
        var index = Array.IndexOf(args, "--rounds");
        if (index >= 0 && index + 1 < args.Length) return int.Parse(args[index + 1], CultureInfo.InvariantCulture);
        return args.Contains("--quick") ? 8 : 60;
    }

    // The control and the arms that are asked for by a part of their name (--only), all where none is.
    private static IEnumerable<Arm> Chosen(string[] args)
    {
        var index = Array.IndexOf(args, "--only");
        return index < 0 ? Arms : Arms.Where(arm => arm.IsControl || arm.Name.Contains(args[index + 1], StringComparison.Ordinal));
    }

    // The arms in an order of each round's own, those without a bound each fourth time; which of a pair is started first is drawn.
    private static void Measure(Dictionary<Arm, ArmTimes> times, int rounds)
    {
        using var solution = new SampleSolution();
        solution.Prepare(times.Keys);
        for (var round = 0; round < rounds; round++)
        {
            var order = times.Keys.Where(arm => arm.Bound is not null || arm.IsControl || round % 4 == 0).ToArray();
            Random.Shared.Shuffle(order);
            foreach (var arm in order)
            {
                var (own, plain) = solution.Pair(arm, plainFirst: Random.Shared.Next(2) == 0);
                times[arm].Add(own, plain);
            }

            Console.Error.Write($"\rround {round + 1} of {rounds} ");
        }
    }

    private static int Report(Dictionary<Arm, ArmTimes> times, int rounds)
    {
        var none = Sample.MedianOf(times.Values.SelectMany(arm => arm.Plain));
        Console.WriteLine(FormattableString.Invariant($"No-op build of {SampleSolution.Projects} projects (-m:1), {rounds} pairs of each arm and a plain build, both at once on one processor; CPU time (user + system)."));
        Console.WriteLine("Difference within a pair, and what it is above the control's: trimmed means (a tenth at each end), 95 % bootstrap intervals. The control is a second plain build.");
        Console.WriteLine("Concurrent collection and profile-guided compilation, which come at random, are off in all arms; those without a bound have a quarter of the pairs.");
        Console.WriteLine($"{"",-28}{"median",10}{"difference",13}{"net of control",17}{"95 % interval",24}{"bound",14}");
        Console.WriteLine(FormattableString.Invariant($"{"none",-28}{none,7:0} ms"));
        var control = times.Single(pair => pair.Key.IsControl).Value;
        var passed = true;
        foreach (var arm in times.Keys) passed &= Line(arm, times[arm], arm.IsControl ? null : control, arm.Bound?.Invoke(none));
        Console.WriteLine(passed ? "All bounds hold." : "A bound does not hold (upper end of the interval).");
        return passed ? 0 : 1;
    }

    private static bool Line(Arm arm, ArmTimes times, ArmTimes? control, double? bound)
    {
        var difference = Sample.TrimmedMeanOf(times.Differences);
        var net = Sample.Of(times.Differences, control?.Differences);
        var holds = bound is null || net.High <= bound;
        var own = control is null ? "" : FormattableString.Invariant($"{net.Mean:+0.0;-0.0} ms");
        var interval = FormattableString.Invariant($"{net.Low,8:+0.0;-0.0} … {net.High,6:+0.0;-0.0} ms");
        var limit = bound is { } most ? FormattableString.Invariant($"{most,6:0.0} ms {(holds ? "ok" : "NO")}") : "";
        Console.WriteLine(FormattableString.Invariant($"{arm.Name,-28}{Sample.MedianOf(times.Own),7:0} ms{difference,10:+0.0;-0.0} ms{own,17}{interval,24}{limit,14}"));
        return holds;
    }
}

/// <summary>One way to build.</summary>
/// <param name="Name">For the table.</param>
/// <param name="WithPackage">Whether its projects use the package.</param>
/// <param name="Argument">What is added to the command line.</param>
/// <param name="Consent">Whether telemetry is on.</param>
/// <param name="Bound">Most milliseconds that it may add, by those of a plain build.</param>
internal sealed record Arm(string Name, bool WithPackage, string? Argument, bool Consent, Func<double, double>? Bound)
{
    /// <summary>Whether it is a second plain build, above which the others are judged.</summary>
    public bool IsControl { get; init; }
}

/// <summary>CPU milliseconds of an arm's builds, and of the plain ones beside them.</summary>
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
