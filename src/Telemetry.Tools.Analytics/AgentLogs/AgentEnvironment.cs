namespace Telemetry.Tools.Analytics;

/// <summary>What decides on where agents keep their logs.</summary>
/// <param name="Home">The user's home folder.</param>
/// <param name="Variable">Reads an environment variable.</param>
public sealed record AgentEnvironment(string Home, Func<string, string?> Variable)
{
    /// <summary>The process's own.</summary>
    public static AgentEnvironment Current { get; } =
        new(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.GetEnvironmentVariable);

    internal string? Get(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;

    internal string InHome(params string[] parts) => Path.Combine([Home, .. parts]);

    internal string Expand(string path) =>
        path == "~" ? Home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, path[2..]) : path;
}
