namespace Telemetry.Tools.Benchmarks;

/// <summary>One way of doing something, measured against others in the same rounds.</summary>
/// <param name="Name">What to print.</param>
/// <param name="Operations">How often one call does it.</param>
/// <param name="Run">Does it; the result keeps the work from being optimised away.</param>
internal sealed record Contender(string Name, int Operations, Func<long> Run);

/// <summary>What a contender took.</summary>
/// <param name="Name">What to print.</param>
/// <param name="Nanoseconds">Median of an operation.</param>
/// <param name="AllocatedBytes">Of an operation.</param>
/// <param name="Ratio">How many times the first contender's time; the median of what it was in each round.</param>
internal sealed record Lap(string Name, double Nanoseconds, double AllocatedBytes, double Ratio);
