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
internal sealed record Lap(string Name, double Nanoseconds, double AllocatedBytes);
