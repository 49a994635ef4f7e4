namespace Telemetry.Tools.Analytics;

/// <summary>A section before it is computed: the question behind it, and how the answer becomes a table.</summary>
/// <param name="Query">The question.</param>
/// <param name="Present">Makes the table of the answer and of the groups behind it.</param>
internal sealed record SectionPlan(Query Query, Func<QueryAnswer, QueryGroups, ReportSection> Present);
