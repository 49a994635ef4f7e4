using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// What the models of a stream cost whose events name a model and its tokens but no cost. Where a price depends on the prompt's length,
/// the average prompt of the model decides. A model without a known price costs nothing that is known: null, never 0.
/// </summary>
internal sealed class ModelCosts
{
    private readonly PriceLookup _prices;
    private readonly string _model;

    private ModelCosts(PriceLookup prices, string model, Query query) => (_prices, _model, Query) = (prices, model, query);

    /// <summary>The question behind it.</summary>
    public Query Query { get; }

    /// <summary>The plan, or <see langword="null"/> for a stream that has a cost of its own, or no model and tokens, or where no prices were given.</summary>
    public static ModelCosts? TryCreate(StreamLayout layout, ReportQuery request)
    {
        if (request.Prices is not { } prices || layout.HasRole(FieldRole.Cost)) return null;
        var (model, input, output) = (Path(layout, FieldRole.Model), Path(layout, FieldRole.TokensInput), Path(layout, FieldRole.TokensOutput));
        if (model is null || input is null || output is null) return null;
        var query = new Query([Measure.Count, Measure.Sum(input), Measure.Sum(output)], model, Where: request.Where, Since: request.Since, Until: request.Until);
        return new ModelCosts(prices(), model, query);
    }

    /// <summary>The report with its cost, in all and by model.</summary>
    public ReportResult AddTo(ReportResult report, QueryAnswer answer)
    {
        var models = answer.Rows.Select(row => (row.Key, Cost: CostOf(row), Row: row)).OrderByDescending(m => m.Cost ?? -1).ToList();
        var section = new ReportSection(
            "cost-by-model",
            "Cost by model",
            "bar",
            [new(_model, null), new("cost_usd", "usd"), new("count", "count")],
            [.. models.Select(m => (IReadOnlyList<object?>)[m.Key, m.Cost, m.Row.Values[0]])]);
        var keys = (report.Summary.Keys ?? new HashSet<string>(StringComparer.Ordinal)).Append("cost_usd").ToHashSet(StringComparer.Ordinal);
        var cost = models.Exists(m => m.Cost is not null) ? models.Sum(m => m.Cost ?? 0) : (decimal?)null;
        return report with { Summary = report.Summary with { CostUsd = cost, Keys = keys }, Sections = [.. report.Sections, section] };
    }

    private decimal? CostOf(QueryRow row)
    {
        var tokens = new TokenCounts(Number(row.Values[1]), 0, 0, 0, 0, Number(row.Values[2]), 0);
        return _prices.Cost(row.Key, null, null, tokens, Math.Max(1, Number(row.Values[0])))?.Total;
    }

    private static long Number(object? value) => WholeNumber.Of(value) ?? 0;

    private static string? Path(StreamLayout layout, FieldRole role) => layout.RoleColumns(role).FirstOrDefault()?.Path;
}
