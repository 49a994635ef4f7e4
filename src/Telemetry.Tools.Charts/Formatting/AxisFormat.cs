using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>How the numbers along one axis are written: one unit for all of them, named in the axis title.</summary>
internal sealed class AxisFormat
{
    private readonly double _factor;
    private readonly double _largest;
    private readonly int _decimals;

    private AxisFormat(string? unitName, double factor, double largest, double step)
    {
        UnitName = unitName;
        _factor = factor;
        _largest = largest * factor;
        _decimals = Decimals(step * factor);
    }

    /// <summary>The unit for the axis title; <see langword="null"/> = the numbers need none.</summary>
    public string? UnitName { get; }

    /// <param name="unit">Unit of the values.</param>
    /// <param name="largest">Largest absolute value on the axis.</param>
    /// <param name="step">Distance between ticks; the least one on a log scale.</param>
    public static AxisFormat For(string? unit, double largest, double step)
    {
        if (DurationFormat.SecondsPer(unit) is { } seconds)
            return ForDuration(seconds, largest, step);
        return unit switch
        {
            null or "" or "count" => new(null, 1, largest, step),
            "usd" => new("USD", 1, largest, step),
            "percent" => new("%", 1, largest, step),
            "rate" => new("%", 100, largest, step),
            "bytes" => ForBytes(largest, step),
            _ => new(unit, 1, largest, step),
        };
    }

    public string Tick(double value)
    {
        double shown = value * _factor;
        if (Math.Abs(shown) < 1e-12 * _largest)
            return "0";
        if (_largest >= 1e18 || _decimals > 6)
            return NumberFormat.Scientific(shown);
        return _largest >= 1e5 ? NumberFormat.Short(shown) : NumberFormat.Signed(shown, "#,0" + (_decimals > 0 ? "." + new string('0', _decimals) : ""));
    }

    /// <summary>The axis title with unit and, where it is one, the remark that the scale is logarithmic.</summary>
    public string? Title(PlotAxis axis)
    {
        bool said = UnitName is { } u && axis.Title?.Contains(u, StringComparison.OrdinalIgnoreCase) == true && u.Length > 2;
        string[] notes = [.. said || UnitName is null ? [] : new[] { UnitName }, .. axis.Scale == AxisScale.Log ? ["log scale"] : Array.Empty<string>()];
        if (string.IsNullOrWhiteSpace(axis.Title))
            return notes.Length == 0 ? null : string.Join(", ", notes);
        return notes.Length == 0 ? axis.Title : $"{axis.Title} ({string.Join(", ", notes)})";
    }

    private static AxisFormat ForDuration(double seconds, double largest, double step)
    {
        double size = largest * seconds;
        (string name, double per) = size switch
        {
            < 1e-6 => ("ns", 1e-9),
            < 1e-3 => ("µs", 1e-6),
            < 1 => ("ms", 1e-3),
            <= 120 => ("s", 1),
            <= 7200 => ("min", 60),
            <= 172_800 => ("h", 3600),
            _ => ("days", 86_400.0),
        };
        return new AxisFormat(name, seconds / per, largest, step);
    }

    private static AxisFormat ForBytes(double largest, double step)
    {
        string[] names = ["bytes", "kB", "MB", "GB", "TB", "PB"];
        int at = 0;
        double per = 1;
        while (largest / per >= 1000 && at < names.Length - 1)
            (per, at) = (per * 1000, at + 1);
        return new AxisFormat(names[at], 1 / per, largest, step);
    }

    private static int Decimals(double step)
    {
        if (!double.IsFinite(step) || step <= 0)
            return 0;
        for (int digits = 0; digits <= 6; digits++)
        {
            double scaled = step * double.Parse($"1e{digits}", CultureInfo.InvariantCulture);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6 * scaled && Math.Round(scaled) > 0)
                return digits;
        }
        return 7;
    }
}
