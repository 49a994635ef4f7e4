namespace Telemetry.Tools;

/// <summary>A store's place and consent.</summary>
/// <param name="Root">The folder, absolute; it need not exist. Empty where there is no home folder to put it in.</param>
/// <param name="IsEnabled">Whether events are recorded.</param>
/// <param name="Reason">Why on or off, for people: <c>DO_NOT_TRACK=1</c>, <c>no marker</c>, …</param>
public sealed record StoreLocation(string Root, bool IsEnabled, string Reason)
{
    /// <summary>Where the folder's name came from.</summary>
    public StoreSource Source { get; init; }

    /// <summary>Whether there is consent, whatever <c>DO_NOT_TRACK</c> and <c>TELEMETRY</c> say.</summary>
    public bool HasConsent { get; init; }
}

/// <summary>Where a store's folder was named.</summary>
public enum StoreSource
{
    /// <summary>The caller named it.</summary>
    Explicit,

    /// <summary><c>TELEMETRY_STORE</c>.</summary>
    Environment,

    /// <summary>The repository's, turned on by this user.</summary>
    Repository,

    /// <summary>The user's own.</summary>
    User,
}
