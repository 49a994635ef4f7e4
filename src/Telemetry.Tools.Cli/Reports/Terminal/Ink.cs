namespace Telemetry.Tools.Cli;

/// <summary>The inks of a terminal report: two colours at most, and everything is legible without them.</summary>
internal enum Ink
{
    /// <summary>The terminal's own.</summary>
    Plain,

    /// <summary>Headings.</summary>
    Strong,

    /// <summary>Bars and lines.</summary>
    Accent,

    /// <summary>What failed.</summary>
    Failure,
}
