using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>Starts the clock of a run; <see cref="TelemetryStop"/> ends it. A run that is never stopped is recorded as failed when the build ends.</summary>
[MSBuildMultiThreadableTask]
public sealed class TelemetryStart : Microsoft.Build.Utilities.Task
{
    /// <summary>The name to record.</summary>
    [Required]
    public string Target { get; set; } = "";

    /// <summary>The part of the system that the run is for: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, at most 64. Default: the build's own domain.</summary>
    public string? Domain { get; set; }

    /// <summary>How the package's own targets mark their hooks: <c>target</c> for a named target, <c>entry</c> for one of the default set, <c>outer</c> and <c>inner</c> for the same in multi-targeting projects.</summary>
    public string? Hook { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        StepClock.Of(BuildEngine, Hook).Start(Target, Domain);
        return true;
    }
}
