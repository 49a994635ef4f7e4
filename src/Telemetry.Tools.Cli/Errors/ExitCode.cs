namespace Telemetry.Tools.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Done, and a threshold is crossed.</summary>
    public const int Threshold = 3;

    /// <summary>A wrapped command is there and cannot be run.</summary>
    public const int NotExecutable = 126;

    /// <summary>A wrapped command is not there.</summary>
    public const int NotFound = 127;

    /// <summary>Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>Nobody reads the output any more (<c>| head</c>): what a shell shows for a program that SIGPIPE ended.</summary>
    public const int NoReader = 141;
}
