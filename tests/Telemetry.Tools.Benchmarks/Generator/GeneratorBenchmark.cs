using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>What the generator costs an editor after an edit of C# code and after one of a schema, against parsing all the code that it made.</summary>
internal sealed class GeneratorBenchmark : IBenchmark
{
    private const int Rounds = 101;
    private const int WarmUpCalls = 20;
    private const double MaxMilliseconds = 1.5;

    // Five times the events in at most this many times the time: linear, with some allowance for what caches no longer hold.
    private const double MaxGrowth = 6.5;

    private readonly Verdict _verdict = new();

    public string Name => "generator";

    public string Description => "time of the source generator after an edit, for schemas of 100 and 500 events, against Roslyn's parser";

    public int Run(string[] args)
    {
        GeneratorEdits small = new(100), large = new(500);
        var laps = Race.Run(
            Rounds,
            WarmUpCalls,
            new Contender("edit of C# code, 100 events", 1, small.EditCode),
            new Contender("edit of C# code, 500 events", 1, large.EditCode),
            new Contender("edit of the schema, 100 events", 1, small.EditSchema),
            new Contender("edit of the schema, 500 events", 1, large.EditSchema),
            new Contender("Roslyn parses the generated code, 100 events", 1, small.ParseOutput),
            new Contender("Roslyn parses the generated code, 500 events", 1, large.ParseOutput));
        foreach (var lap in laps) Console.WriteLine(Text($"  {lap.Name,-46} {lap.Nanoseconds / 1e6,9:F3} ms"));
        var cpu = new[] { small, large }.Select(edits => Cpu(edits.EditSchema)).ToArray();
        Console.WriteLine(Text($"  processor time of an edit of the schema {cpu[0],12:F3} ms at 100 events, {cpu[1]:F3} ms at 500; elapsed {laps[3].Nanoseconds / laps[2].Nanoseconds:F1}x"));
        _verdict.Check(Text($"{laps[0].Nanoseconds / 1e6:F3} ms after an edit of C# code, 100 events, less than {MaxMilliseconds:F1} ms"), laps[0].Nanoseconds / 1e6 < MaxMilliseconds);
        _verdict.Check(Text($"{laps[2].Nanoseconds / 1e6:F3} ms after an edit of the schema, 100 events, less than {MaxMilliseconds:F1} ms"), laps[2].Nanoseconds / 1e6 < MaxMilliseconds);
        var growth = cpu[1] / cpu[0];
        _verdict.Check(Text($"{growth:F1}x the processor time for 5x the events of an edited schema, at most {MaxGrowth:F1}x"), growth <= MaxGrowth);
        return _verdict.Failures == 0 ? 0 : 1;
    }

    // Without the time in which a busy machine does something else: a long call meets that more often than a short one.
    private static double Cpu(Func<long> edit)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            edit();
            times[i] = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
