namespace Telemetry.Tools.Analytics;

/// <summary>Which events count. A part that is <see langword="null"/> lets everything pass; <c>*</c> at an end of a value stands for anything.</summary>
/// <param name="Source">The agent.</param>
/// <param name="Model">The model.</param>
/// <param name="Project">The project.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Session">The session.</param>
/// <param name="Machine">The machine.</param>
public sealed record UsageFilter(
    string? Source = null, string? Model = null, string? Project = null, string? Branch = null, string? Session = null, string? Machine = null)
{
    /// <summary>Lets everything pass.</summary>
    public static UsageFilter Everything { get; } = new();

    /// <summary>Whether an event counts.</summary>
    public bool Matches(LlmUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return Matches(Source, usage.Source)
            && Matches(Model, usage.Model)
            && Matches(Project, usage.Project)
            && Matches(Branch, usage.Branch)
            && Matches(Session, usage.SessionId)
            && Matches(Machine, usage.Machine);
    }

    /// <summary>The filter in words: <c>project=shop, model=claude-*</c>, or <c>all</c>.</summary>
    public override string ToString()
    {
        (string Name, string? Value)[] parts = [("source", Source), ("model", Model), ("project", Project), ("branch", Branch), ("session", Session), ("machine", Machine)];
        var stated = parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}").ToList();
        return stated.Count == 0 ? "all" : string.Join(", ", stated);
    }

    internal static bool Matches(string? pattern, string? value)
    {
        if (pattern is null) return true;
        if (value is null) return false;
        var (open, close) = (pattern.StartsWith('*'), pattern.Length > 1 && pattern.EndsWith('*'));
        var text = pattern.AsSpan(open ? 1 : 0, pattern.Length - (open ? 1 : 0) - (close ? 1 : 0));
        return (open, close) switch
        {
            (true, true) => value.AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase),
            (true, false) => value.AsSpan().EndsWith(text, StringComparison.OrdinalIgnoreCase),
            (false, true) => value.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase),
            _ => value.AsSpan().Equals(text, StringComparison.OrdinalIgnoreCase),
        };
    }
}
