namespace Telemetry.Tools.Analytics;

/// <summary>Prices of all token classes for one request, in US dollars per million tokens.</summary>
/// <param name="Input">Fresh input.</param>
/// <param name="Output">Output without reasoning.</param>
/// <param name="Reasoning">Reasoning; mostly the price of output.</param>
/// <param name="CacheRead">Cache read; 0.1 × input where the table has none.</param>
/// <param name="CacheWrite">Cache write of 5 minutes or of unknown lifetime; 1.25 × input where the table has none.</param>
/// <param name="CacheWrite1h">Cache write of one hour; 2 × input where the table has none.</param>
public sealed record ResolvedRates(decimal Input, decimal Output, decimal Reasoning, decimal CacheRead, decimal CacheWrite, decimal CacheWrite1h)
{
    internal const decimal DefaultCacheRead = 0.1m;
    internal const decimal DefaultCacheWrite = 1.25m;
    internal const decimal DefaultCacheWrite1h = 2m;
}
