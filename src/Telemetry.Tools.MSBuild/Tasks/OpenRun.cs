namespace Telemetry.Tools.MSBuild;

/// <summary>A run whose end has not come yet.</summary>
internal sealed class OpenRun(string name, string? domain, RunHook hook, DateTime start) : IDisposable
{
    public string Name { get; } = name;

    public string? Domain { get; set; } = domain;

    public RunHook Hook { get; } = hook;

    public DateTime Start { get; set; } = start;

    /// <summary>How many steps of the same name run inside it; they are this run, not another one.</summary>
    public int Depth { get; set; }

    /// <summary>What a command inside it failed with, and when.</summary>
    public (int ExitCode, DateTime Time)? Failure { get; set; }

    public OuterBuild? Outer { get; init; }

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public BuildSpan End(DateTime end, int exitCode) => new(Name, Domain, Start, end, exitCode);

    public void Dispose() => Outer?.Dispose();
}
