using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>Ticks at round times, UTC. What all ticks share (the date, the year) stands once under the first one and again where it changes.</summary>
internal static class TimeTicks
{
    private const double Minute = 60, Hour = 3600, Day = 86_400;

    private const double Month = 30.44 * Day;
    private const double FourWeeks = 28 * Day;
    private const int LeastTicks = 3;

    private static readonly double[] FixedSteps =
        [1, 2, 5, 10, 15, 30, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour,
            Day, 2 * Day, 5 * Day, 7 * Day, 10 * Day, 14 * Day, FourWeeks];

    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];

    public static AxisPlan Plan(PlotAxis axis, double min, double max, int count, Func<string, double>? share)
    {
        if (max - min < 1e-3)
            (min, max) = (min - Hour, max + Hour);
        double wanted = (max - min) / Math.Max(1, count);
        string title = string.IsNullOrWhiteSpace(axis.Title) ? "Time (UTC)" : $"{axis.Title} (UTC)";
        if (wanted < 1)
            return new AxisPlan(min, max, false, Parts(min, max, wanted), title);
        // Months are rounder than four weeks, which are for axes with too few months.
        int last = FixedSteps.Length + MonthSteps.Length - 1;
        int step = Enumerable.Range(0, last).FirstOrDefault(s => Length(s) >= wanted && Length(s) is not FourWeeks, last);
        List<Tick> ticks = Ticks(min, max, step);
        while (share is not null && ticks.Count < LeastTicks && step > 0 && Ticks(min, max, step - 1) is var finer && Fit(finer, max - min, share))
            (ticks, step) = (finer, step - 1);
        return new AxisPlan(min, max, false, ticks, Length(step) >= Day ? axis.Title : title);
    }

    private static double Length(int step) => step < FixedSteps.Length ? FixedSteps[step] : MonthSteps[step - FixedSteps.Length] * Month;

    private static List<Tick> Ticks(double min, double max, int step) =>
        step < FixedSteps.Length ? Fixed(min, max, FixedSteps[step]) : Months(min, max, MonthSteps[step - FixedSteps.Length]);

    private static bool Fit(List<Tick> ticks, double length, Func<string, double> share) =>
        ticks.Zip(ticks.Skip(1)).All(pair => (pair.Second.Value - pair.First.Value) / length >= (share(pair.First.Label) + share(pair.Second.Label)) / 2);

    private static List<Tick> Parts(double min, double max, double wanted)
    {
        double step = RoundStep.Decimal(wanted);
        double first = Math.Ceiling(min / step);
        return Dated(Enumerable.Range(0, (int)((max / step) - first) + 1).Select(i => (first + i) * step), "HH:mm:ss.fff", "d MMM yyyy");
    }

    private static List<Tick> Fixed(double min, double max, double step)
    {
        // 1970-01-01 was a Thursday: weeks begin on Monday.
        double phase = step % (7 * Day) == 0 ? 4 * Day : 0;
        double first = Math.Ceiling((min - phase) / step) * step + phase;
        IEnumerable<double> times = Enumerable.Range(0, (int)Math.Max(0, Math.Floor((max - first) / step) + 1)).Select(i => first + i * step);
        return step switch
        {
            < Minute => Dated(times, "HH:mm:ss", "d MMM yyyy"),
            < Day => Dated(times, "HH:mm", "d MMM yyyy"),
            _ => Dated(times, "d MMM", "yyyy"),
        };
    }

    private static List<Tick> Months(double min, double max, int step)
    {
        DateTimeOffset from = PlotTime.Time(min);
        int month = (from.Year * 12 + from.Month - 1) / step * step;
        var times = new List<double>();
        for (; month / 12 < 9999 && times.Count < 200; month += step)
        {
            double time = month < 12 ? double.NegativeInfinity : PlotTime.Seconds(new DateTimeOffset(month / 12, month % 12 + 1, 1, 0, 0, 0, TimeSpan.Zero));
            if (time > max)
                break;
            if (time >= min)
                times.Add(time);
        }
        return step >= 12 ? Dated(times, "yyyy", null) : Dated(times, "MMM", "yyyy");
    }

    private static List<Tick> Dated(IEnumerable<double> times, string format, string? dateFormat)
    {
        var ticks = new List<Tick>();
        string? said = null;
        foreach (double time in times)
        {
            DateTimeOffset at = PlotTime.Time(Math.Round(time * 1000) / 1000);
            string? date = dateFormat is null ? null : at.ToString(dateFormat, CultureInfo.InvariantCulture);
            ticks.Add(new Tick(time, at.ToString(format, CultureInfo.InvariantCulture), date == said ? null : date));
            said = date;
        }
        return ticks;
    }
}
