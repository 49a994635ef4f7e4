using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>Ends and records a run that <see cref="TelemetryStart"/> began in the same project; does nothing where there is none.</summary>
[MSBuildMultiThreadableTask]
public sealed class TelemetryStop : Microsoft.Build.Utilities.Task
{
    /// <summary>The name that was started.</summary>
    [Required]
    public string Target { get; set; } = "";

    /// <summary>How the run ended; 0 is success.</summary>
    public int ExitCode { get; set; }

    /// <summary>How the package's own targets mark their hooks, as in <see cref="TelemetryStart.Hook"/>.</summary>
    public string? Hook { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        StepClock.Of(BuildEngine, Hook).Stop(Target, ExitCode);
        return true;
    }
}
