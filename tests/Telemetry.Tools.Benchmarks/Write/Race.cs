using System.Diagnostics;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Measures contenders in turns, so that what else the machine does hits all alike.</summary>
internal static class Race
{
    private const int WarmUpPasses = 8;
    private const int QuietMilliseconds = 150;

    private static long _sink;

    /// <summary>Times single calls in turns and takes the median of each: a call is shorter than the turns that a busy system gives its
    /// programs, so most of them are not interrupted. Neighbours in a round meet the same machine, so ratios are taken there.</summary>
    public static IReadOnlyList<Lap> Run(int rounds, params Contender[] contenders) => Run(rounds, warmUpCalls: 40, contenders);

    /// <summary>The same for calls that take long.</summary>
    public static IReadOnlyList<Lap> Run(int rounds, int warmUpCalls, params Contender[] contenders)
    {
        foreach (var contender in contenders) WarmUp(contender, warmUpCalls);
        var times = Array.ConvertAll(contenders, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++) times[i][round] = Time(contenders[i]);
        }

        var ratios = Array.ConvertAll(times, own => Median([.. own.Zip(times[0], (theirs, ours) => theirs / ours)]));
        return [.. contenders.Select((contender, i) => new Lap(contender.Name, Median(times[i]), Allocated(contender), ratios[i]))];
    }

    /// <summary>Runs until the compiler, which works beside us and waits for a quiet moment, has done its best.</summary>
    private static void WarmUp(Contender contender, int calls)
    {
        for (var pass = 0; pass < WarmUpPasses; pass++)
        {
            for (var call = 0; call < calls; call++) _sink += contender.Run();
            Thread.Sleep(QuietMilliseconds);
        }
    }

    private static double Time(Contender contender)
    {
        var start = Stopwatch.GetTimestamp();
        _sink += contender.Run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / contender.Operations;
    }

    private static double Allocated(Contender contender)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _sink += contender.Run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / contender.Operations;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
