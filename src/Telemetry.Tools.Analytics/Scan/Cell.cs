namespace Telemetry.Tools.Analytics;

/// <summary>What a reader found in a column of one line.</summary>
internal enum CellState : byte
{
    /// <summary>Nothing, or null.</summary>
    Empty,

    /// <summary>A value.</summary>
    Value,

    /// <summary>A number that cannot be added up: NaN, an infinity, or beyond 10^18.</summary>
    Unsummable,
}

/// <summary>One decoded value. Which members count depends on the column's kind.</summary>
internal struct Cell
{
    public CellState State;

    /// <summary>Whether the text stands in the row's scratch rather than in the line.</summary>
    public bool InScratch;

    /// <summary>Start of the text.</summary>
    public int Start;

    /// <summary>Length of the text; 0 for numbers whose text in the line is not the canonical one.</summary>
    public int Length;

    /// <summary>Whole numbers, truth (0, 1), times in microseconds since 1970, days since 0001-01-01 for dates.</summary>
    public long Number;

    /// <summary>Doubles.</summary>
    public double Real;

    /// <summary>Doubles, decimals and durations in billionths of the field's unit.</summary>
    public Int128 Nano;
}
