namespace Telemetry.Tools.Analytics;

/// <summary>Prices of the token classes, in US dollars per million tokens. A class without a price is <see langword="null"/>; see <see cref="RateSheet"/> for what takes its place.</summary>
/// <param name="Input">Fresh input: what was neither read from nor written to a cache.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="Reasoning">Reasoning, where it is charged at a price of its own.</param>
/// <param name="CacheRead">Input read from a cache.</param>
/// <param name="CacheWrite">Input written to a cache that lives 5 minutes, or whose lifetime is unknown.</param>
/// <param name="CacheWrite1h">Input written to a cache that lives an hour.</param>
public sealed record TokenRates(
    decimal? Input,
    decimal? Output,
    decimal? Reasoning = null,
    decimal? CacheRead = null,
    decimal? CacheWrite = null,
    decimal? CacheWrite1h = null);
