namespace Telemetry.Tools.Analytics;

/// <summary>Several queries as one pass: what to read, whom to count, how to group.</summary>
internal sealed class AggregationPlan
{
    private readonly List<(Query Query, RowScope Scope)> _scopes = [];
    private readonly List<GroupPlan> _groups = [];

    public AggregationPlan(StreamLayout layout, IReadOnlyList<Query> queries)
    {
        Layout = layout;
        Queries = [.. queries.Select(query => new PlannedQuery(query, GroupFor(query), []))];
        foreach (var query in Queries) query.Fields = [.. query.Query.Measures.Select(measure => query.Group.Require(measure, layout))];
        Slots = new SlotMap(layout, Columns());
        foreach (var (_, scope) in _scopes) scope.Bind(Slots);
    }

    public StreamLayout Layout { get; }

    public IReadOnlyList<PlannedQuery> Queries { get; }

    public SlotMap Slots { get; }

    public IReadOnlyList<GroupPlan> Groups => _groups;

    public IEnumerable<RowScope> Scopes => _scopes.Select(pair => pair.Scope);

    private GroupPlan GroupFor(Query query)
    {
        var scope = ScopeFor(query);
        var by = query.By is { } name ? ByColumn(name) : null;
        var group = _groups.Find(known => known.Scope == scope && known.By == by && known.Bucket == query.Bucket);
        if (group is null) _groups.Add(group = new GroupPlan(scope, by, query.Bucket));
        return group;
    }

    private int ScopeFor(Query query)
    {
        var index = _scopes.FindIndex(pair => IsSameScope(pair.Query, query));
        if (index >= 0) return index;
        _scopes.Add((query, new RowScope(query, Layout)));
        return _scopes.Count - 1;
    }

    private static bool IsSameScope(Query left, Query right) =>
        left.Since == right.Since && left.Until == right.Until && left.Event == right.Event && (left.Where ?? []).SequenceEqual(right.Where ?? []);

    private Column ByColumn(string name)
    {
        var column = Layout.Resolve(name);
        return column.IsScalar ? column : throw new AnalyticsException(
            AnalyticsDiagnostics.UnknownField, $"Field '{column.Path}' is {SchemaWords.Of(column.Kind)}; events can be grouped by single values only.");
    }

    private IEnumerable<int> Columns() =>
        RoleSlots.Columns(Layout)
            .Concat(_scopes.SelectMany(pair => pair.Scope.Columns))
            .Concat(_groups.SelectMany(group => group.Fields).Select(column => column.Index))
            .Concat(_groups.Where(group => group.By is not null).Select(group => group.By!.Index));
}

/// <summary>A query, how it is grouped, and where its measures' fields stand in the group's totals.</summary>
internal sealed class PlannedQuery(Query query, GroupPlan group, int[] fields)
{
    public Query Query { get; } = query;

    public GroupPlan Group { get; } = group;

    public int[] Fields { get; set; } = fields;
}
