namespace Telemetry.Tools.Charts;

/// <summary>The data of a plot. The kind of mark is the kind of chart.</summary>
public abstract record PlotMark
{
    private protected PlotMark()
    {
    }

    /// <summary>Values that can be drawn.</summary>
    public abstract int FiniteValues { get; }

    /// <summary>Values that are not a number or infinite. They are left out, and the subtitle says how many.</summary>
    public abstract int DroppedValues { get; }
}
