namespace Telemetry.Tools.Analytics;

/// <summary>Adds up the events of one group, by model, too.</summary>
internal sealed class UsageGroupSum
{
    private readonly UsageSum _all = new();
    private readonly Dictionary<string, UsageSum> _models = new(StringComparer.Ordinal);
    private UsageSum? _unknownModel;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public DateTimeOffset First => _first;

    public DateTimeOffset Last => _last;

    public UsageTotals Totals => _all.Totals;

    public void Add(LlmUsage usage)
    {
        _all.Add(usage);
        ModelSum(usage.Model).Add(usage);
        if (usage.Timestamp < _first) _first = usage.Timestamp;
        if (usage.Timestamp > _last) _last = usage.Timestamp;
    }

    public UsageRow Row(string? key, UsageBlock? block = null) => new(key, Totals, _first, _last, Models(), block);

    public IReadOnlyList<UsageModel> Models()
    {
        var models = _models.Select(m => new UsageModel(m.Key, m.Value.Totals)).ToList();
        if (_unknownModel is not null) models.Add(new UsageModel(null, _unknownModel.Totals));
        return [.. models.OrderByDescending(m => m.Totals.CostUsd ?? -1).ThenByDescending(m => m.Totals.Tokens.Total).ThenBy(m => m.Model, StringComparer.Ordinal)];
    }

    private UsageSum ModelSum(string? model)
    {
        if (model is null) return _unknownModel ??= new UsageSum();
        if (!_models.TryGetValue(model, out var sum)) _models[model] = sum = new UsageSum();
        return sum;
    }
}
