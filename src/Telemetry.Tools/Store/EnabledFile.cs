namespace Telemetry.Tools;

/// <summary>
/// The marker <c>~/.telemetry/enabled</c>. Empty, or any line that is no path, means the user's own store is on; each absolute path is a repository's store that
/// this user turned on. A file with nothing but paths turns on those and not the user's own: consent for one repository is not consent for everything.
/// </summary>
/// <param name="User">Whether the user's own store is on.</param>
/// <param name="Repositories">Stores of repositories.</param>
internal sealed record EnabledFile(bool User, IReadOnlyList<string> Repositories)
{
    public const string Name = "enabled";
    private const string UserLine = "user";

    private static StringComparison PathComparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public bool IsEmpty => !User && Repositories.Count == 0;

    /// <summary>Reads the marker in a store; a missing or unreadable one means no.</summary>
    public static EnabledFile Read(string? userStore)
    {
        if (userStore is null) return new EnabledFile(false, []);
        try
        {
            // Asked first: a missing marker is the usual case, and an exception would take longer than all the rest.
            var path = Path.Combine(userStore, Name);
            return File.Exists(path) ? Parse(File.ReadAllLines(path)) : new EnabledFile(false, []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new EnabledFile(false, []);
        }
    }

    public static EnabledFile Parse(IEnumerable<string> lines)
    {
        var (others, repositories) = (0, new List<string>());
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Path.IsPathFullyQualified(line)) repositories.Add(line);
            else others++;
        }

        return new EnabledFile(others > 0 || repositories.Count == 0, repositories);
    }

    public bool HasRepository(string store)
    {
        foreach (var known in Repositories)
        {
            if (Same(known, store)) return true;
        }

        return false;
    }

    public EnabledFile With(string store) => HasRepository(store) ? this : this with { Repositories = [.. Repositories, store] };

    public EnabledFile Without(string store) => this with { Repositories = [.. Repositories.Where(known => !Same(known, store))] };

    public byte[] ToBytes()
    {
        var lines = User ? Repositories.Prepend(UserLine) : Repositories;
        return System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }

    // People may write the repository itself into the file instead of its store.
    private static bool Same(string known, string store)
    {
        var path = Path.TrimEndingDirectorySeparator(known);
        return path.Equals(store, PathComparison) || Path.Combine(path, ".telemetry").Equals(store, PathComparison);
    }
}
