namespace Telemetry.Tools.MSBuild;

/// <summary>What the entries of one build come to: one run a target asked for, whatever the number of requests.</summary>
internal static class EntryLines
{
    // What a project that others refer to is asked for on their behalf; a graph build asks it without them.
    private static readonly string[] OnBehalf =
    [
        "GetTargetFrameworks", "GetTargetFrameworksWithPlatformForSingleTargetFramework", "GetNativeManifest", "GetCopyToOutputDirectoryItems", "GetCopyToPublishDirectoryItems", "GetTargetPath",
    ];

    /// <summary>The runs of all entry requests, restore and build apart.</summary>
    public static List<BuildSpan> Of(List<EntryRequest> requests) =>
        [.. Phase(requests.FindAll(request => request.IsRestore)), .. Phase(requests.FindAll(request => !request.IsRestore))];

    private static IEnumerable<BuildSpan> Phase(List<EntryRequest> requests)
    {
        var asked = requests.FindAll(request => Asked(request).Count > 0);
        return (asked.Count > 0 ? asked : requests) switch
        {
            [] => [],
            [var only] => only.Spans().Where(span => asked.Count == 0 || Asked(only).Contains(span.Target, StringComparer.OrdinalIgnoreCase)),
            var several => Merged(several),
        };
    }

    private static List<string> Asked(EntryRequest request) => [.. request.Names.Where(name => !OnBehalf.Contains(name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>
    /// A graph build asks each project on its own, the ones below for more targets than were asked for (what others need of them).
    /// Asked for was what all have in common.
    /// </summary>
    private static IEnumerable<BuildSpan> Merged(List<EntryRequest> requests)
    {
        var common = requests.Select(request => request.Names).Aggregate((left, right) => [.. left.Intersect(right, StringComparer.OrdinalIgnoreCase)]);
        var spans = requests.SelectMany(request => request.Spans()).ToList();
        foreach (var name in common)
        {
            var runs = spans.FindAll(span => span.Target.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (runs.Count == 0) continue;
            var failed = runs.Find(run => !run.Succeeded);
            yield return new BuildSpan(name, runs[0].Domain, runs.Min(run => run.Start), runs.Max(run => run.End), failed?.ExitCode ?? 0);
        }
    }
}
