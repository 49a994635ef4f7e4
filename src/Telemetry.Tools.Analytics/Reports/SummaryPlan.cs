using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>The key figures of a report: which of them the roles allow, and where they stand in the answer.</summary>
internal sealed class SummaryPlan
{
    private readonly List<Measure> _measures = [Measure.Count];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _places = [];

    public SummaryPlan(StreamLayout layout, ReportQuery request)
    {
        if (layout.HasRole(FieldRole.Success) || layout.HasRole(FieldRole.Outcome)) AddOutcome();
        if (layout.RoleColumns(FieldRole.Duration).FirstOrDefault() is { IsNumber: true } duration) AddDuration(duration.Path);
        AddSums(layout, FieldRole.Cost, "cost_usd");
        AddSums(layout, FieldRole.TokensInput, "input_tokens");
        AddSums(layout, FieldRole.TokensOutput, "output_tokens");
        if (layout.HasRole(FieldRole.Time)) _keys.UnionWith(["first", "last"]);
        Query = new Query(_measures, Where: request.Where, Since: request.Since, Until: request.Until);
    }

    public Query Query { get; }

    public ReportSummary Summarise(QueryRow row, DateTimeOffset? first, DateTimeOffset? last) => new(
        Runs: (long)row.Values[0]!,
        Successes: (long?)Get(row, "successes"),
        Failures: (long?)Get(row, "failures"),
        SuccessRate: (double?)Get(row, "success_rate"),
        AverageDurationSeconds: Real(row, "average_duration_seconds"),
        P50DurationSeconds: Real(row, "p50_duration_seconds"),
        P95DurationSeconds: Real(row, "p95_duration_seconds"),
        P50DurationSecondsExact: Real(row, "p50_duration_seconds_exact"),
        P95DurationSecondsExact: Real(row, "p95_duration_seconds_exact"),
        CostUsd: Sum(row, "cost_usd"),
        InputTokens: WholeNumber.Of(Sum(row, "input_tokens")),
        OutputTokens: WholeNumber.Of(Sum(row, "output_tokens")),
        First: first,
        Last: last)
    {
        Keys = _keys,
    };

    private void AddOutcome()
    {
        Add("successes", Measure.Successes);
        Add("failures", Measure.Failures);
        Add("success_rate", Measure.SuccessRate);
    }

    private void AddDuration(string path)
    {
        Add("average_duration_seconds", Measure.Average(path));
        Add("p50_duration_seconds", Measure.Percentile(path, 50));
        Add("p95_duration_seconds", Measure.Percentile(path, 95));
        Add("p50_duration_seconds_exact", Measure.ExactPercentile(path, 50));
        Add("p95_duration_seconds_exact", Measure.ExactPercentile(path, 95));
    }

    // Events of one stream may keep a figure in different fields; it is the sum over all of them.
    private void AddSums(StreamLayout layout, FieldRole role, string key)
    {
        foreach (var column in layout.RoleColumns(role).Where(column => column.IsNumber)) Add(key, Measure.Sum(column.Path));
    }

    private void Add(string key, Measure measure)
    {
        _keys.Add(key);
        if (!_places.TryGetValue(key, out var places)) _places[key] = places = [];
        places.Add(_measures.Count);
        _measures.Add(measure);
    }

    private object? Get(QueryRow row, string key) => _places.TryGetValue(key, out var places) ? row.Values[places[0]] : null;

    private double? Real(QueryRow row, string key) => Get(row, key) is { } value ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    private decimal? Sum(QueryRow row, string key)
    {
        if (!_places.TryGetValue(key, out var places)) return null;
        var values = places.Select(place => row.Values[place]).OfType<object>().ToList();
        return values.Count == 0 ? null : values.Sum(value => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture));
    }
}
