namespace Telemetry.Tools.Server;

/// <summary>Whose usage is asked for, and which part of it.</summary>
/// <param name="Tenant">The tenant; <see langword="null"/> = all, for operators.</param>
/// <param name="Dimensions">Conditions on columns of <c>series</c>; the columns come from a list of ours, the values are parameters.</param>
internal sealed record UsageFilter(string? Tenant, IReadOnlyList<(string Column, string Value)> Dimensions)
{
    /// <summary>Columns that can be filtered and grouped by.</summary>
    public static IReadOnlyList<string> Columns => SeriesDimensions.Names;
}
