using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>How sure an interval is.</summary>
/// <param name="Level">0–1.</param>
/// <param name="Z">The two-sided quantile of the normal distribution.</param>
public sealed record Confidence(double Level, double Z)
{
    /// <summary>The levels there are, with quantiles from the usual tables.</summary>
    public static IReadOnlyList<Confidence> All { get; } =
        [new(0.80, 1.2815516), new(0.90, 1.6448536), new(0.95, 1.9599640), new(0.98, 2.3263479), new(0.99, 2.5758293), new(0.999, 3.2905267)];

    /// <summary>95 %.</summary>
    public static Confidence Usual => All[2];

    /// <summary><c>95 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Level * 100:0.#} %");

    /// <summary>
    /// Wilson's score interval of a rate: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Unlike the plain one it holds for few runs and for rates near 0 and 1.
    /// </summary>
    /// <param name="count">How many of them.</param>
    /// <param name="total">How many there are.</param>
    public RateInterval Wilson(long count, long total)
    {
        if (total <= 0) return new RateInterval(0, 1);
        var (n, squared) = ((double)total, Z * Z);
        var rate = count / n;
        var centre = rate + (squared / (2 * n));
        var reach = Z * Math.Sqrt((rate * (1 - rate) / n) + (squared / (4 * n * n)));
        var whole = 1 + (squared / n);
        return new RateInterval(Math.Max(0, (centre - reach) / whole), Math.Min(1, (centre + reach) / whole));
    }
}

/// <summary>Where a rate lies.</summary>
/// <param name="Lower">0–1.</param>
/// <param name="Upper">0–1.</param>
public readonly record struct RateInterval(double Lower, double Upper);
