namespace Telemetry.Tools.Cli;

/// <summary>
/// The line of a response file. MSBuild replaces <c>%HOME%</c> by the variable on every system, so that no user's folder gets into a committed file; the quotes keep
/// a space in it from breaking each build; <c>isOptional</c> makes a missing logger one line of output instead of an error.
/// </summary>
internal static class LoggerLine
{
    private const string Logger = "Telemetry.Tools.MSBuild.BuildLogger,";
    private const string Events = "PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;TARGETSTARTEDEVENT;TARGETFINISHEDEVENT;ERROREVENT;WARNINGEVENT";

    private static readonly string[] Switches = ["-distributedlogger:", "/distributedlogger:", "--distributedlogger:", "-dl:", "/dl:", "--dl:"];

    // Windows has no HOME. That branch is written after MSBuild's documentation and has not been tried.
    private static string HomeVariable => OperatingSystem.IsWindows() ? "%USERPROFILE%" : "%HOME%";

    /// <summary>The line for an assembly, whose path is given relative to the home folder.</summary>
    public static string For(string relativeToHome) =>
        $"-distributedlogger:{Logger}\"{HomeVariable}/{relativeToHome}\",isOptional*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;{Events}";

    /// <summary>Whether a line of a response file attaches the logger, in this version or another.</summary>
    public static bool Is(string line)
    {
        var text = line.Trim();
        return Array.Exists(Switches, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && text.AsSpan(name.Length).TrimStart('"').StartsWith(Logger));
    }

    /// <summary>The assembly that a line names, or null.</summary>
    public static string? AssemblyIn(string line, string home)
    {
        var start = line.IndexOf('"') + 1;
        var end = start > 0 ? line.IndexOf('"', start) : -1;
        return end < 0 ? null : line[start..end].Replace(HomeVariable, home, StringComparison.Ordinal);
    }

    /// <summary>Refuses a home folder whose name MSBuild would misread in each build. Spaces, <c>' ; , % * $( ) # &amp;</c> and letters of any script were tried and work.</summary>
    /// <exception cref="ToolException">TEL9008.</exception>
    public static void RequireUsable(string home)
    {
        var index = home.AsSpan().IndexOfAny(OperatingSystem.IsWindows() ? "\"\r\n" : "\"\\\r\n");
        if (index < 0) return;
        var character = home[index] switch { '\r' or '\n' => "a line break", var other => $"the character {other}" };
        throw LoggerAttachment.Failed($"the path of your home folder holds {character}, which MSBuild cannot read in a response file.", "Use the package instead: dotnet add package Telemetry.Tools.MSBuild");
    }
}
