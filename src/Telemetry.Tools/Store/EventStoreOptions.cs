namespace Telemetry.Tools;

/// <summary>How to open a store.</summary>
/// <param name="Path">The folder; <see langword="null"/> = as <see cref="StoreLocator"/> finds it.</param>
/// <param name="Durability">What an acknowledged event survives.</param>
/// <param name="StartDirectory">Where to look for a repository from; <see langword="null"/> = the current folder.</param>
public sealed record EventStoreOptions(string? Path = null, Durability Durability = Durability.Flush, string? StartDirectory = null)
{
    /// <summary>The clock that names closed segments and decides on retention.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What of the process the store looks at; <see langword="null"/> = the process as it is.</summary>
    internal StoreEnvironment? Environment { get; init; }
}
