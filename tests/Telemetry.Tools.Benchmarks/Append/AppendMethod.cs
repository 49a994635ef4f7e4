namespace Telemetry.Tools.Benchmarks;

/// <summary>A way to append lines to one file.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Open">Opens it in a folder.</param>
/// <param name="MustLoseNothing">Whether the benchmark fails when it loses or tears a line.</param>
/// <param name="MostTimes">How many times the bare loop's time it may take; 0 = no bound.</param>
internal sealed record AppendMethod(string Name, Func<string, ILineSink> Open, bool MustLoseNothing = false, double MostTimes = 0)
{
    /// <summary>The yardstick: what one cannot do without.</summary>
    public static AppendMethod Bare { get; } = new("bare O_APPEND loop", folder => new BareSink(folder));

    /// <summary>The store, one append a line.</summary>
    public static AppendMethod Ours { get; } = new("Telemetry.Tools", folder => new StoreSink(folder, 0), MustLoseNothing: true, MostTimes: 2);

    /// <summary>The store, closing segments all the while.</summary>
    public static AppendMethod Rotating { get; } = new("Telemetry.Tools, 1 MB segments", folder => new StoreSink(folder, 1024 * 1024), MustLoseNothing: true, MostTimes: 2);

    public static IReadOnlyList<AppendMethod> All { get; } =
    [
        Bare,
        Ours,
        Rotating,
        new("FileStream, FileMode.Append", folder => new FileStreamSink(folder)),
        new("File.AppendAllBytes", folder => new AppendAllSink(folder)),
        new("Serilog.Sinks.File, shared", folder => new SerilogSink(folder)),
    ];
}
