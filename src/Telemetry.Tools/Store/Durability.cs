namespace Telemetry.Tools;

/// <summary>What an acknowledged event survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, however it comes.</summary>
    Flush,

    /// <summary>The end of power: each append waits for the disk.</summary>
    Fsync,
}
