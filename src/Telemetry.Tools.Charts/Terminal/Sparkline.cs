namespace Telemetry.Tools.Charts;

/// <summary>A row of small columns: how values went, in the width of a word.</summary>
public static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Plain = "_.-=+*%#";

    /// <summary>One character a value, from zero (or from the least value, where that is negative) to the largest.</summary>
    /// <param name="values">The values in order; what is not finite becomes a space.</param>
    /// <param name="unicode">Whether the terminal has block elements.</param>
    /// <param name="width">Most characters; several values then share one, which shows the largest of them. <see langword="null"/> = one a value.</param>
    public static string Text(IReadOnlyList<double> values, bool unicode = true, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] shown = width is > 0 and var w && values.Count > w ? Shrink(values, w) : [.. values];
        double[] finite = [.. shown.Where(double.IsFinite)];
        if (finite.Length == 0)
            return new string(' ', shown.Length);
        double min = Math.Min(0, finite.Min()), max = Math.Max(finite.Max(), min);
        string steps = unicode ? Blocks : Plain;
        return string.Concat(shown.Select(v => double.IsFinite(v) ? steps[Step(v, min, max)] : ' '));
    }

    private static int Step(double value, double min, double max) =>
        max > min ? Math.Clamp((int)Math.Round((value / 2 - min / 2) / (max / 2 - min / 2) * 7), 0, 7) : 0;

    private static double[] Shrink(IReadOnlyList<double> values, int width)
    {
        var shown = new double[width];
        for (int i = 0; i < width; i++)
        {
            int from = (int)((long)i * values.Count / width), to = (int)((long)(i + 1) * values.Count / width);
            double[] part = [.. values.Skip(from).Take(to - from).Where(double.IsFinite)];
            shown[i] = part.Length > 0 ? part.Max() : double.NaN;
        }
        return shown;
    }
}
