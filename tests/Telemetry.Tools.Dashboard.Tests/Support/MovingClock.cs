namespace Telemetry.Tools.Dashboard.Tests;

/// <summary>The system's clock, which a test can put forward.</summary>
internal sealed class MovingClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
