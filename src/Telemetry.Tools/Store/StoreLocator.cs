namespace Telemetry.Tools;

/// <summary>
/// Finds the store that applies: an explicit path, <c>TELEMETRY_STORE</c>, the repository's where this user turned it on, the user's.
/// A marker that came with a repository counts for nothing, and a foreign <c>.telemetry</c> folder hides nothing.
/// </summary>
public static class StoreLocator
{
    /// <summary>The store that applies to a folder, and whether it is on. Never throws because of the disk.</summary>
    /// <param name="explicitPath">What the user named, or <see langword="null"/>.</param>
    /// <param name="startDirectory">Where to look for a repository from; <see langword="null"/> = the current folder.</param>
    /// <param name="environment">What to look at; <see langword="null"/> = the process.</param>
    public static StoreLocation Locate(string? explicitPath = null, string? startDirectory = null, StoreEnvironment? environment = null)
    {
        var around = environment ?? StoreEnvironment.OfProcess();
        var found = Find(explicitPath, startDirectory, around);
        if (Veto(around) is { } veto) return found with { IsEnabled = false, Reason = veto };
        return found with { IsEnabled = found.HasConsent };
    }

    private static StoreLocation Find(string? explicitPath, string? startDirectory, StoreEnvironment around)
    {
        var enabled = EnabledFile.Read(around.UserStore);
        if (Named(explicitPath, StoreSource.Explicit, enabled, around) is { } named) return named;
        if (Named(around.Variable("TELEMETRY_STORE"), StoreSource.Environment, enabled, around) is { } fromVariable) return fromVariable;
        if (OfRepository(startDirectory, enabled, around) is { } repository) return repository;
        return OfUser(enabled, around);
    }

    private static StoreLocation? Named(string? path, StoreSource source, EnabledFile enabled, StoreEnvironment around)
    {
        if (string.IsNullOrWhiteSpace(path)) return null;
        var root = around.Absolute(path);
        if (root == around.UserStore) return OfUser(enabled, around) with { Source = source };
        if (enabled.HasRepository(root)) return Consent(root, source, true, "turned on for this repository");
        var marker = Path.Combine(root, EnabledFile.Name);
        return File.Exists(marker)
            ? Consent(root, source, true, $"'{marker}' exists")
            : Consent(root, source, false, $"no marker: '{marker}' does not exist");
    }

    private static StoreLocation? OfRepository(string? startDirectory, EnabledFile enabled, StoreEnvironment around)
    {
        // Without any repository turned on there is nothing to look for on disk.
        if (enabled.Repositories.Count == 0 || around.FindRepository(startDirectory) is not { } repository) return null;
        var root = Path.Combine(repository, ".telemetry");
        return enabled.HasRepository(root) ? Consent(root, StoreSource.Repository, true, "turned on for this repository") : null;
    }

    private static StoreLocation OfUser(EnabledFile enabled, StoreEnvironment around)
    {
        if (around.UserStore is not { } root) return Consent(string.Empty, StoreSource.User, false, "no home folder");
        var marker = Path.Combine(root, EnabledFile.Name);
        if (enabled.User) return Consent(root, StoreSource.User, true, $"'{marker}' exists");
        return Consent(root, StoreSource.User, false, enabled.IsEmpty ? $"no marker: '{marker}' does not exist" : "turned on for other repositories only");
    }

    private static StoreLocation Consent(string root, StoreSource source, bool consent, string reason) =>
        new(root, consent, reason) { Source = source, HasConsent = consent };

    /// <summary>Why nothing may be recorded, whatever else was said; <see langword="null"/> where nothing stands against it.</summary>
    internal static string? Veto(StoreEnvironment around)
    {
        if (around.Variable("DO_NOT_TRACK") is { } track && !IsNo(track, "")) return $"DO_NOT_TRACK={track}";
        if (around.Variable("TELEMETRY") is { } telemetry && IsNo(telemetry, "off")) return $"TELEMETRY={telemetry}";
        return null;
    }

    private static bool IsNo(string value, string alsoNo) =>
        value.Trim() is var word && (word == "0" || word.Equals("false", StringComparison.OrdinalIgnoreCase) || word.Equals(alsoNo, StringComparison.OrdinalIgnoreCase));
}
