namespace Telemetry.Tools.Cli;

/// <summary>Makes events of the build stream.</summary>
internal static class BuildEvent
{
    private const int LongestDomain = 64;

    /// <summary>One run of a target.</summary>
    public static TargetRun Of(string target, string? domain, double seconds, int exitCode, DateTimeOffset started, ToolHost host) => new()
    {
        Timestamp = started,
        Target = target,
        Domain = domain,
        DurationSeconds = seconds,
        ExitCode = exitCode,
        Succeeded = exitCode == 0,
        BuildId = null,
        Actor = Actor.Detect(),
        Task = host.Environment("TELEMETRY_TASK"),
        Attempt = host.Environment("TELEMETRY_ATTEMPT"),
    };

    /// <summary>A domain that was named, checked.</summary>
    public static string? Domain(string? domain)
    {
        if (domain is null || (domain.Length is > 0 and <= LongestDomain && domain.All(IsDomainLetter))) return domain;
        throw ToolException.Usage($"'{domain}' is no domain.", "A domain has at most 64 letters, digits, '.', '_' and '-'.");
    }

    private static bool IsDomainLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
