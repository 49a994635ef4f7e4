namespace Telemetry.Tools.Analytics;

/// <summary>One way to group events, shared by all queries that group so and are about the same events.</summary>
internal sealed class GroupPlan(int scope, Column? by, TimeBucket bucket)
{
    private readonly List<Column> _fields = [];
    private readonly List<FieldNeeds> _needs = [];

    /// <summary>Index of the scope.</summary>
    public int Scope { get; } = scope;

    public Column? By { get; } = by;

    public TimeBucket Bucket { get; } = bucket;

    /// <summary>Columns that are added up.</summary>
    public IReadOnlyList<Column> Fields => _fields;

    /// <summary>What must be known of each.</summary>
    public IReadOnlyList<FieldNeeds> Needs => _needs;

    /// <summary>Asks for a measure; the place of its field among <see cref="Fields"/>, or -1.</summary>
    public int Require(Measure measure, StreamLayout layout)
    {
        if (measure.Field is null) return -1;
        var column = layout.Resolve(measure.Field);
        if (!column.IsNumber)
        {
            throw new AnalyticsException(
                AnalyticsDiagnostics.BadMeasure, $"Field '{column.Path}' is {SchemaWords.Of(column.Kind)}; only numbers can be added up or ranked.");
        }

        var index = _fields.IndexOf(column);
        if (index < 0)
        {
            index = _fields.Count;
            _fields.Add(column);
            _needs.Add(FieldNeeds.None);
        }

        _needs[index] |= NeedsOf(measure.Kind);
        return index;
    }

    private static FieldNeeds NeedsOf(MeasureKind kind) => kind switch
    {
        MeasureKind.Minimum or MeasureKind.Maximum => FieldNeeds.Extremes,
        MeasureKind.Percentile => FieldNeeds.Histogram,
        MeasureKind.ExactPercentile => FieldNeeds.Values,
        _ => FieldNeeds.None,
    };
}
