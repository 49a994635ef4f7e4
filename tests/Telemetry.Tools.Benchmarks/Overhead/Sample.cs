namespace Telemetry.Tools.Benchmarks;

/// <summary>The trimmed mean of a sample, with its 95 % bootstrap interval. Nearly as sharp as the mean where nothing strays, and not moved by the few that do.</summary>
/// <param name="Mean">Mean of what is left without a tenth at each end.</param>
/// <param name="Low">2.5th percentile of the resampled means.</param>
/// <param name="High">97.5th percentile.</param>
internal sealed record Sample(double Mean, double Low, double High)
{
    private const int Resamples = 10_000;
    private const double Trimmed = 0.1;

    /// <summary>Of one sample, or of what it is above another one, both resampled.</summary>
    public static Sample Of(IEnumerable<double> values, IEnumerable<double>? control = null)
    {
        double[] all = [.. values];
        double[] none = [.. control ?? [0]];
        var random = new Random(1);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++) means[i] = TrimmedMeanOf(Resampled(all, random)) - TrimmedMeanOf(Resampled(none, random));
        Array.Sort(means);
        return new(TrimmedMeanOf(all) - TrimmedMeanOf(none), means[(int)(Resamples * 0.025)], means[(int)(Resamples * 0.975)]);
    }

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double TrimmedMeanOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var cut = (int)(sorted.Length * Trimmed);
        return sorted[cut..^cut].Average();
    }

    private static double[] Resampled(double[] values, Random random)
    {
        var sample = new double[values.Length];
        for (var i = 0; i < sample.Length; i++) sample[i] = values[random.Next(values.Length)];
        return sample;
    }
}
