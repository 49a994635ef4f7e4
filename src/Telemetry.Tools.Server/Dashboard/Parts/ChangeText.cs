using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>How a figure changed, with a sign and in words: colour alone says nothing.</summary>
internal static class ChangeText
{
    /// <summary>The change of an amount: <c>▲ 12 % more</c>; <see langword="null"/> where there is nothing to compare with.</summary>
    public static string? OfAmount(double? now, double? then) =>
        now is { } a && then is { } b and > 0 ? Worded((a - b) / b * 100, " %", "more", "less") : null;

    /// <summary>The change of a rate between 0 and 1: <c>▼ 3.1 points lower</c>.</summary>
    public static string? OfRate(double? now, double? then) => now is { } a && then is { } b ? Worded((a - b) * 100, " points", "higher", "lower") : null;

    /// <summary>The change of an amount for a narrow column: <c>▲ 12 %</c>, <c>▲ new</c>.</summary>
    public static string Short(double now, double then)
    {
        if (then <= 0) return now > 0 ? "▲ new" : "–";
        var percent = Rounded((now - then) / then * 100);
        return percent == 0 ? "= 0 %" : string.Create(CultureInfo.InvariantCulture, $"{(percent > 0 ? "▲" : "▼")} {Math.Abs(percent):#,0.#} %");
    }

    private static string Worded(double value, string unit, string up, string down)
    {
        var rounded = Rounded(value);
        if (rounded == 0) return "= the same";
        return string.Create(CultureInfo.InvariantCulture, $"{(rounded > 0 ? "▲" : "▼")} {Math.Abs(rounded):#,0.#}{unit} {(rounded > 0 ? up : down)}");
    }

    private static double Rounded(double value) => Math.Round(value, Math.Abs(value) < 10 ? 1 : 0);
}
