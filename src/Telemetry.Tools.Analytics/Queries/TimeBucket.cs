namespace Telemetry.Tools.Analytics;

/// <summary>A span of time that events are counted in. All in UTC; a week starts on Monday (ISO 8601).</summary>
public enum TimeBucket
{
    /// <summary>Not by time.</summary>
    None,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}
