using System.Diagnostics;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Measures contenders in turns, so that what else the machine does hits all alike.</summary>
internal static class Race
{
    private const int WarmUpMilliseconds = 1200;

    private static long s_sink;

    /// <summary>Times single calls in turns and takes the median of each: a call is shorter than the turns that a busy system gives its
    /// programs, so most of them are not interrupted.</summary>
    public static IReadOnlyList<Lap> Run(int rounds, params Contender[] contenders)
    {
        foreach (var contender in contenders) WarmUp(contender);
        var times = Array.ConvertAll(contenders, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++) times[i][round] = Time(contenders[i]);
        }

        return [.. contenders.Select((contender, i) => new Lap(contender.Name, Median(times[i]), Allocated(contender)))];
    }

    /// <summary>Runs until the compiler, which works beside us, has done its best.</summary>
    private static void WarmUp(Contender contender)
    {
        var watch = Stopwatch.StartNew();
        for (var calls = 0; watch.ElapsedMilliseconds < WarmUpMilliseconds || calls < 100; calls++)
        {
            s_sink += contender.Run();
            if (calls % 20 == 19) Thread.Sleep(5);
        }
    }

    private static double Time(Contender contender)
    {
        var start = Stopwatch.GetTimestamp();
        s_sink += contender.Run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / contender.Operations;
    }

    private static double Allocated(Contender contender)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        s_sink += contender.Run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / contender.Operations;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
