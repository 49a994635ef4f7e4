using Microsoft.Build.Tasks;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// MSBuild's <c>Exec</c> with all its parameters, recorded: how long the command took, and its real exit code. It runs the command in the same way
/// whether telemetry is on or off, and fails the build as <c>Exec</c> does (MSB3073).
/// </summary>
public sealed class TelemetryExec : Exec
{
    private volatile bool _cancelled;

    /// <summary>The name to record. Without one the command writes no line of its own, and only gives its exit code to the target that runs it.</summary>
    public string? Target { get; set; }

    /// <summary>The part of the system that the command is for: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, at most 64. Default: the build's own domain.</summary>
    public string? Domain { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var clock = StepClock.Of(BuildEngine, hook: null);
        if (!string.IsNullOrEmpty(Target)) clock.Start(Target, Domain);
        var succeeded = base.Execute();
        var exitCode = _cancelled ? FailureCode.Cancelled : succeeded || ExitCode != 0 ? ExitCode : FailureCode.Unknown;
        if (!string.IsNullOrEmpty(Target)) clock.Stop(Target, exitCode);
        if (!succeeded && !BuildEngine.ContinueOnError) clock.Failed(exitCode);
        return succeeded;
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        _cancelled = true;
        base.Cancel();
    }
}
