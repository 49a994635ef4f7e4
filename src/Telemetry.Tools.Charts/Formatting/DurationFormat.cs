using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>Durations for people: two units at most, no more digits than one would say aloud.</summary>
internal static class DurationFormat
{
    public static double? SecondsPer(string? unit) => unit switch
    {
        "ns" => 1e-9,
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => null,
    };

    public static string Text(double seconds)
    {
        if (!double.IsFinite(seconds))
            return ValueFormat.Unknown;
        return seconds < 0 ? "−" + Positive(-seconds) : Positive(seconds);
    }

    private static string Positive(double seconds) => seconds switch
    {
        0 => "0 s",
        < 9.995e-10 => NumberFormat.Plain(seconds) + " s",
        < 9.995e-7 => Digits(seconds * 1e9) + " ns",
        < 9.995e-4 => Digits(seconds * 1e6) + " µs",
        < 0.9995 => Digits(seconds * 1e3) + " ms",
        < 59.95 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3599.5 => Pair(seconds, 60, "min", 1, "s"),
        < 86_370 => Pair(seconds, 3600, "h", 60, "min"),
        < 86_400 * 1000.0 => Pair(seconds, 86_400, "d", 3600, "h"),
        _ => NumberFormat.Plain(Math.Round(seconds / 86_400)) + " d",
    };

    private static string Digits(double value) => value.ToString(value < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static string Pair(double seconds, double large, string largeName, double small, string smallName)
    {
        long units = (long)Math.Round(seconds / small, MidpointRounding.AwayFromZero);
        long perLarge = (long)(large / small);
        (long whole, long rest) = Math.DivRem(units, perLarge);
        return rest == 0 ? $"{whole} {largeName}" : $"{whole} {largeName} {rest} {smallName}";
    }
}
