namespace Telemetry.Tools.MSBuild;

/// <summary>One run to be written: what ran, when, and how it ended.</summary>
/// <param name="Target">Name as the build says it.</param>
/// <param name="Domain">Validated domain, or null.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="ExitCode">0 = success.</param>
internal sealed record BuildSpan(string Target, string? Domain, DateTime Start, DateTime End, int ExitCode)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Seconds of wall time; never negative, whatever the clock did.</summary>
    public double Seconds => Math.Max(0, (End - Start).TotalSeconds);
}
