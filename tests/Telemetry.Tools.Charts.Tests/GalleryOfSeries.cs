namespace Telemetry.Tools.Charts.Tests;

internal static partial class Gallery
{
    // Looks random, is the same in every run.
    public static double Wave(int i, int seed) => (Math.Sin(i * 0.37 + seed) + Math.Sin(i * 1.31 + seed * 2) * 0.6 + Math.Sin(i * 3.7 + seed * 5) * 0.3 + 1.9) / 3.8;

    public static Plot Line(int points, int series) => new()
    {
        Title = series == 1 ? "Typical duration of Test" : "Runs a day by outcome",
        Subtitle = "median a day · 23 Oct to 21 Nov 2026",
        X = new(null, null, AxisScale.Time),
        Y = series == 1 ? new("Duration", "s") : new("Runs", "count"),
        References = series == 1 ? [new ReferenceLine(ReferenceAxis.Y, 5.2, "limit")] : [],
        Mark = new LineMark([.. Enumerable.Range(0, series).Select(s => new PointSeries(
            series == 1 ? "Test" : new[] { "succeeded", "failed", "skipped" }[s % 3],
            [.. Enumerable.Range(0, points).Select(d => PlotPoint.At(Start.Date.AddDays(d), series == 1 ? 4 + Wave(d, 1) * 2.3 + (d > 22 ? 2 : 0) : Math.Round(Wave(d, s) * 60 / (s + 1))))],
            series == 1 ? default : new[] { SeriesStyle.Success, SeriesStyle.Failure, SeriesStyle.Neutral }[s % 3]))]),
    };

    private static Plot Hours() => new()
    {
        Title = "Requests by hour",
        Subtitle = "20 and 21 Nov 2026",
        X = new("Time", null, AxisScale.Time),
        Y = new("Requests", "count"),
        Mark = new LineMark([new("all", [.. Enumerable.Range(0, 40).Select(h => PlotPoint.At(Start.AddHours(h), Math.Round(900 * Wave(h, 3))))])]),
    };

    private static Plot Months() => new()
    {
        Title = "Cost a month by provider",
        X = new(null, null, AxisScale.Time),
        Y = new("Cost", "usd"),
        Mark = new LineMark([.. new[] { "Contoso AI", "Fabrikam", "own machines", "Northwind", "Adventure Works" }.Select((n, s) =>
            new PointSeries(n, [.. Enumerable.Range(0, 16).Select(m => PlotPoint.At(Start.AddMonths(m), 40 + 900 * Wave(m, s + 4)))]))]),
    };

    private static Plot Noise() => new()
    {
        Title = "Response time",
        Subtitle = "20,000 requests",
        X = new("Time", null, AxisScale.Time),
        Y = new("Response time", "ms"),
        Mark = new LineMark([new("all", [.. Enumerable.Range(0, 20_000).Select(i => PlotPoint.At(Start.AddSeconds(i * 3), 20 + 300 * Wave(i, 3) * Wave(i / 100, 8) + (i % 4001 == 77 ? 2900 : 0)))])]),
    };

    private static Plot Area(int series) => new()
    {
        Title = series == 1 ? "Tokens a day" : "Tokens a day by model",
        Subtitle = "last 30 days",
        X = new(null, null, AxisScale.Time),
        Y = new("Tokens", "tokens"),
        Mark = new AreaMark([.. Enumerable.Range(0, series).Select(s => new PointSeries(new[] { "large", "medium", "small", "failed" }[s],
            [.. Enumerable.Range(0, 30).Select(d => PlotPoint.At(Start.Date.AddDays(d), Math.Round(4e6 * Wave(d, s + 1) / (s + 1))))],
            s == 3 ? SeriesStyle.Failure : default))]),
    };

    private static Plot Scatter() => new()
    {
        Title = "Duration by size of the prompt",
        Subtitle = "400 requests",
        X = new("Prompt", "tokens"),
        Y = new("Response time", "ms"),
        Mark = new ScatterMark([.. new[] { "succeeded", "failed" }.Select((n, s) => new PointSeries(n,
            [.. Enumerable.Range(0, s == 0 ? 360 : 40).Select(i => new PlotPoint(12_000 * Wave(i * 7, 2 + s), 200 + 1800 * Wave(i * 7, 2 + s) * (0.4 + Wave(i * 13, 9))))],
            s == 0 ? default : SeriesStyle.Failure))]),
    };

    private static Plot Histogram(AxisScale scale)
    {
        var axis = new PlotAxis("Duration", "s", scale);
        double[] values = [.. Enumerable.Range(0, 900).Select(i => 0.05 + 40 * Math.Pow(Wave(i * 11, 4), 4) + Wave(i, 2))];
        return new Plot
        {
            Title = "How long builds take",
            Subtitle = "900 builds, last 30 days",
            X = axis,
            Y = new("Builds", "count"),
            References = [new(ReferenceAxis.X, values.Order().ElementAt(450), "p50"), new(ReferenceAxis.X, values.Order().ElementAt(855), "p95")],
            Mark = HistogramBins.Of(values, axis),
        };
    }

    private static Plot Heat(int rows, int columns) => new()
    {
        Title = "When builds run",
        Subtitle = "runs by weekday and hour, last 30 days",
        X = new("Hour (UTC)"),
        Y = new("Runs", "count"),
        Mark = new HeatMapMark([.. Enumerable.Range(0, columns).Select(c => $"{c:00}")],
            [.. Enumerable.Range(0, rows).Select(r => rows == 7 ? new[] { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }[r] : $"Project{r}")],
            [.. Enumerable.Range(0, rows).Select(r => (IReadOnlyList<double?>)[.. Enumerable.Range(0, columns).Select(c => (r + c) % 17 == 16 ? (double?)null : Math.Round(120 * Wave(c, 2) * Wave(r, 3)))])]),
    };

    private static Plot Timeline() => new()
    {
        Title = "Where the build spent its time",
        Subtitle = "build 7f3a · 4 nodes · 38.4 s",
        X = new("Since start", "s"),
        Mark = new TimelineMark([
            new("Contoso.Core", 0.2, 3.1, "Restore", new(Slot: 1)), new("Contoso.Core", 3.1, 9.8, "Compile"), new("Contoso.Core", 9.8, 10.4, "Copy", new(Slot: 2)),
            new("Contoso.Data", 10.4, 16.2, "Compile"), new("Contoso.Data", 16.2, 16.5, "Copy", new(Slot: 2)),
            new("Contoso.Api", 10.6, 21.9, "Compile"), new("Contoso.Api", 12.6, 14.9, "Generate", new(Slot: 1)), new("Contoso.Api", 22.0, 22.9, "Copy", new(Slot: 2)),
            new("Contoso.Api.Tests", 23, 38.4, "Test", SeriesStyle.Failure),
            new("Contoso.Platform.Integration.With.A.Very.Long.Name.That.Goes.On.Tests", 17, 31, "Test")])
        { SlotNames = ["compile and test", "restore and generate", "copy"] },
    };

    private static Plot Clock() => new()
    {
        Title = "Builds of 20 November",
        X = new("Time", null, AxisScale.Time),
        Mark = new TimelineMark([.. Enumerable.Range(0, 40).Select(i =>
            new TimelineSpan($"agent-{i % 5}", PlotTime.Seconds(Start.AddMinutes(i * 13)), PlotTime.Seconds(Start.AddMinutes(i * 13 + 5 + 50 * Wave(i, 3))), $"#{4100 + i}", i % 9 == 4 ? SeriesStyle.Failure : default))]),
    };
}
