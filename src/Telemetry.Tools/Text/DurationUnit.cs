namespace Telemetry.Tools;

/// <summary>The unit in which a duration stands in a line.</summary>
public enum DurationUnit
{
    /// <summary>ns; written in steps of 100.</summary>
    Nanosecond,

    /// <summary>us.</summary>
    Microsecond,

    /// <summary>ms.</summary>
    Millisecond,

    /// <summary>s.</summary>
    Second,

    /// <summary>min.</summary>
    Minute,

    /// <summary>h.</summary>
    Hour,

    /// <summary>d.</summary>
    Day,
}
