namespace Telemetry.Tools.MSBuild;

/// <summary>Puts steps that tasks measured beside the runs that the logger saw. A step inside a run of its own name is that run, not another one.</summary>
internal static class StepMerge
{
    // A task's clock starts inside its target; events are stamped by the same clock, to the same machine's precision.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    /// <summary>All runs in order of time, each once.</summary>
    public static IReadOnlyList<BuildSpan> Of(IReadOnlyList<BuildSpan> runs, IReadOnlyList<BuildSpan> steps)
    {
        if (steps.Count == 0) return runs;
        var all = runs.ToList();
        foreach (var step in steps)
        {
            var index = all.FindIndex(run => Holds(run, step));
            if (index < 0) all.Add(step);
            else if (all[index].Domain is null) all[index] = all[index] with { Domain = step.Domain };
        }

        return [.. all.OrderBy(run => run.Start)];
    }

    private static bool Holds(BuildSpan run, BuildSpan step) =>
        RunNames.Target(run.Target).Equals(RunNames.Target(step.Target), StringComparison.OrdinalIgnoreCase)
        && run.Start - Tolerance <= step.Start && step.End <= run.End + Tolerance;
}
