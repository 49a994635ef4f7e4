using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Reports;

/// <summary>Names of groups: those that mean the rest, added up.</summary>
internal static class GroupNames
{
    /// <summary>Whether it is <c>other (n)</c>.</summary>
    public static bool IsRest(string name) => name.StartsWith("other (", StringComparison.Ordinal);

    /// <summary>The rest is grey.</summary>
    public static SeriesMeaning MeaningOf(string name) => IsRest(name) ? SeriesMeaning.Neutral : SeriesMeaning.None;
}
