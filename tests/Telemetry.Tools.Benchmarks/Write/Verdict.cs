using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Prints laps as a table of ratios and keeps count of bounds that did not hold.</summary>
internal sealed class Verdict
{
    /// <summary>How many bounds did not hold.</summary>
    public int Failures { get; private set; }

    /// <summary>Prints a table; the first lap is ours, the second the peer that the bound names.</summary>
    public void Table(string title, IReadOnlyList<Lap> laps, double bound, bool isAllocationFree)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var lap in laps)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {lap.Name,-46} {lap.Nanoseconds,9:F1} ns {lap.AllocatedBytes,9:F1} B  {lap.Ratio,6:F2}x"));
        }

        Check(string.Create(CultureInfo.InvariantCulture, $"{laps[1].Ratio:F2}x of {laps[1].Name}, at least {bound:F1}x"), laps[1].Ratio >= bound);
        if (isAllocationFree) Check("nothing allocated", laps[0].AllocatedBytes < 0.5);
    }

    /// <summary>Prints whether a bound holds.</summary>
    public void Check(string what, bool holds)
    {
        Console.WriteLine($"  {(holds ? "ok  " : "FAIL")} {what}");
        if (!holds) Failures++;
    }

    /// <summary>Stops where something measured is not even right.</summary>
    public static void Require(bool isTrue, string what)
    {
        if (!isTrue) throw new InvalidOperationException($"Not measured, because it is wrong: {what}");
    }
}
