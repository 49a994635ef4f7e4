namespace Telemetry.Tools.Charts;

/// <summary>One chart, described by what it shows and not by how it is drawn. Every painter draws the same plot.</summary>
public sealed record Plot
{
    /// <summary>Says what is seen.</summary>
    public required string Title { get; init; }

    /// <summary>Range and count, in grey under the title; <see langword="null"/> = none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The sentence shown in place of axes when there is nothing to draw.</summary>
    public string EmptyText { get; init; } = "No data in this period.";

    /// <summary>What is compared: names, times or numbers. Horizontal bars draw it upwards, all else along the bottom.</summary>
    public PlotAxis X { get; init; } = new();

    /// <summary>What is measured.</summary>
    public PlotAxis Y { get; init; } = new();

    /// <summary>The data, and the kind of chart.</summary>
    public required PlotMark Mark { get; init; }

    /// <summary>Named values to compare with, such as a limit or a percentile.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Light, dark, or whatever the reader's system prefers.</summary>
    public ChartTheme Theme { get; init; } = ChartTheme.Auto;

    /// <summary>Whether there is no finite value to draw.</summary>
    public bool IsEmpty => Mark.FiniteValues == 0;
}
