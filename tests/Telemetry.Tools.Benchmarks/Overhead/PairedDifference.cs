namespace Telemetry.Tools.Benchmarks;

/// <summary>The median difference of pairs measured in the same round, with its 95 % bootstrap interval.</summary>
/// <param name="Median">Milliseconds.</param>
/// <param name="Low">2.5th percentile of the resampled medians.</param>
/// <param name="High">97.5th percentile.</param>
internal sealed record PairedDifference(double Median, double Low, double High)
{
    private const int Resamples = 10_000;

    /// <summary>What the first list has over the second.</summary>
    public static PairedDifference Of(IReadOnlyList<double> arm, IReadOnlyList<double> baseline)
    {
        var differences = arm.Zip(baseline, (left, right) => left - right).ToArray();
        var random = new Random(1);
        var medians = new double[Resamples];
        var sample = new double[differences.Length];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < sample.Length; j++) sample[j] = differences[random.Next(differences.Length)];
            medians[i] = MedianOf(sample);
        }

        Array.Sort(medians);
        return new(MedianOf(differences), medians[(int)(Resamples * 0.025)], medians[(int)(Resamples * 0.975)]);
    }

    /// <summary>The median of a list.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
