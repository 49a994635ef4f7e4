namespace Telemetry.Tools.Charts.Tests;

/// <summary>Plots that look like what reports draw, and some that no report should have to draw.</summary>
internal static partial class Gallery
{
    private static readonly DateTimeOffset Start = new(2026, 10, 22, 6, 0, 0, TimeSpan.Zero);

    private static readonly string[] Targets = ["Build", "Test", "Restore", "Sync", "Apply", "Pack", "Publish", "Clean", "Rebuild", "VSTest", "Format", "Coverage"];

    public static IReadOnlyDictionary<string, Plot> All { get; } = new Dictionary<string, Plot>
    {
        ["bar"] = Bars(5, 0),
        ["bar-1"] = Bars(1, 0),
        ["bar-fold"] = Bars(60, 0) with { Mark = CategoryFold.Bars(((BarMark)Bars(60, 0).Mark).Bars) },
        ["bar-60"] = Bars(60, 0),
        ["bar-long"] = Bars(8, 75),
        ["bar-vertical-60"] = Bars(60, 0, BarOrientation.Vertical),
        ["bar-negative"] = Change(BarOrientation.Auto),
        ["bar-negative-vertical"] = Change(BarOrientation.Vertical),
        ["bar-huge"] = Values("Huge", "count", 1e15, 3.2e14, 5, 0),
        ["bar-tiny"] = Values("Tiny", "usd", 1e-9, 3.2e-9, 5e-10, 0),
        ["stacked"] = Outcomes(6),
        ["stacked-vertical"] = Tokens(),
        ["line"] = Line(30, 1),
        ["line-1"] = Line(1, 1),
        ["line-3"] = Line(30, 3),
        ["line-hours"] = Hours(),
        ["line-months"] = Months(),
        ["line-many"] = Noise(),
        ["line-log"] = Noise() with { Title = "Response time, log scale", Y = new("Response time", "ms", AxisScale.Log) },
        ["area"] = Area(1),
        ["area-stacked"] = Area(4),
        ["scatter"] = Scatter(),
        ["histogram"] = Histogram(AxisScale.Linear),
        ["histogram-log"] = Histogram(AxisScale.Log),
        ["heat-map"] = Heat(7, 24),
        ["heat-map-labelled"] = Heat(6, 9),
        ["heat-map-large"] = Heat(40, 90),
        ["timeline"] = Timeline(),
        ["timeline-clock"] = Clock(),
        ["empty"] = new Plot { Title = "Target invocations", Subtitle = "last 30 days", Mark = new BarMark([]), EmptyText = "No builds were recorded in the last 30 days. Turn recording on: dotnet telemetry on" },
        ["unfinished"] = Values("Not all are numbers", "s", 2.5, double.NaN, double.PositiveInfinity, 0.4),
    };

    public static Plot Bars(int count, int nameLength, BarOrientation orientation = BarOrientation.Auto) => new()
    {
        Title = "Target invocations",
        Subtitle = "last 30 days · 1,328 runs",
        X = new("Target"),
        Y = new("Runs", "count"),
        Mark = new BarMark([.. Enumerable.Range(0, count).Select(i => new Bar(Name(i, nameLength), Math.Round(840 / (1 + i * 0.7)), i == 3 ? SeriesMeaning.Failure : SeriesMeaning.None))]) { Orientation = orientation },
    };

    public static string Name(int i, int length)
    {
        string name = i < Targets.Length ? Targets[i] : $"{Targets[i % Targets.Length]}{i}";
        return length == 0 ? name : $"src/Contoso.Platform.Services/{new string('x', Math.Max(0, length - 40))}/Contoso.{name}.csproj";
    }

    private static Plot Change(BarOrientation orientation) => new()
    {
        Title = "Change in build time by target",
        Subtitle = "this week against the week before",
        Y = new("Change", "s"),
        Mark = new BarMark([new("Build", 3.2), new("Test", -1.4), new("Restore", 0.3), new("Pack", -0.02), new("Publish", 1.1)]) { Orientation = orientation },
    };

    private static Plot Values(string title, string unit, params double[] values) => new()
    {
        Title = title,
        Y = new("Value", unit),
        Mark = new BarMark([.. values.Select((v, i) => new Bar(Targets[i], v))]),
    };

    private static Plot Outcomes(int count) => new()
    {
        Title = "Success and failure by target",
        Subtitle = "last 30 days · 96.1 % green",
        Y = new("Runs", "count"),
        Mark = new StackedBarMark(Targets[..count],
            [new("succeeded", [.. Enumerable.Range(0, count).Select(i => Math.Round(123 / (1.0 + i)))], SeriesStyle.Success),
             new("failed", [.. Enumerable.Range(0, count).Select(i => (double)(i * 7 % 12))], SeriesStyle.Failure)]),
    };

    private static Plot Tokens() => new()
    {
        Title = "Tokens by model",
        Subtitle = "last 8 days",
        X = new("Day"),
        Y = new("Tokens", "tokens"),
        Mark = new StackedBarMark([.. Enumerable.Range(14, 8).Select(d => $"{d} Nov")],
            [.. new[] { "large", "medium", "small", "embedding" }.Select((m, s) => new ValueSeries(m, [.. Enumerable.Range(0, 8).Select(d => 1e5 * (1 + (d * (s + 3) % 7)) / (s + 1))]))]),
    };
}
