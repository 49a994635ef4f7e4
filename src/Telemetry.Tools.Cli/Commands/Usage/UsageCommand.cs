using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>usage</c>: tokens and cost of models.</summary>
internal sealed class UsageCommand : ToolCommand
{
    public const string Summary = "What models cost: tokens and US dollars by day, model, project, session …";

    private static readonly TimeSpan BlockHistory = TimeSpan.FromDays(7);

    private readonly Argument<string?> _group = new("GROUP") { Description = string.Join(' ', UsageGroups.Names) + " (default daily).", Arity = ArgumentArity.ZeroOrOne };
    private readonly PeriodOptions _period;
    private readonly ZoneOption _zone;
    private readonly FilterOption _filter;
    private readonly Flag _reprice = new("--reprice") { Description = "Compute each cost anew by today's price table, instead of the one it was imported with." };
    private readonly FormatOption _format;
    private readonly OutputOption _output;
    private readonly ChartOptions _charts;
    private readonly StoreOption _store;

    public UsageCommand()
        : base("usage", Summary)
    {
        Add(_group);
        _period = new(this);
        _zone = new(this);
        _filter = new(this);
        Add(_reprice);
        _format = new(this, [.. ReportRenderers.Formats]);
        _output = new(this);
        _charts = new(this);
        _store = new(this);
        Add(new UsageLogCommand());
        Add(new UsageStatuslineCommand());

        // A command that can be run itself: the parser then asks for none of those below it.
        SetAction(_ => ExitCode.Ok);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry usage",
        "dotnet telemetry usage model --since 30d --where project=shop",
        "dotnet telemetry usage blocks --since 2d --time-zone local",
        "dotnet telemetry usage monthly --format html -o usage.html --png charts",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Input is without cache, output holds reasoning. A model without a known price costs nothing here and is counted as unpriced.",
        "A condition's text may have * at its ends: 'model=claude-*'. Fields: source, provider, model, session, project, branch, machine, cost_usd, output_tokens …",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var (format, theme) = (_format.Of(parsed), _charts.Theme(parsed));
        var page = Build(parsed, host, withNow: format is not ("json" or "csv"), withCharts: format == "html" || _charts.AreWanted(parsed));
        _charts.Write(parsed, page.AsReport(page.Charts), host);
        using var whole = new MemoryStream();
        UsageRenderers.Write(page, format, theme, host, whole);
        _output.Write(parsed, host, whole.WriteTo);
        return ExitCode.Ok;
    }

    // Each part is a pass over the store of its own, so what a format does not show is not asked.
    private UsagePage Build(ParseResult parsed, ToolHost host, bool withNow, bool withCharts)
    {
        var group = UsageGroups.Parse(parsed.GetValue(_group));
        var zone = _zone.Of(parsed);
        var period = _period.Of(parsed, host, zone);
        using var store = Stores.OpenForReading(_store.Of(parsed, host), host);
        var query = new UsageQuery(group, period.Since, period.Until)
        {
            Zone = zone,
            Where = _filter.Of(parsed),
            Reprice = _reprice.IsIn(parsed) ? new PriceLookup(PriceTable.Open(store.Root)) : null,
            Now = host.Now,
        };
        using var interruption = new Interruption();
        var result = UsageReport.Run(store, query, interruption.Token);
        var budgets = withNow || withCharts ? BudgetCheck.Run(store, zone, host.Now) : [];
        var block = withNow ? ActiveBlock(store, query, interruption.Token) : null;
        var monthly = budgets.Select(b => b.Budget).FirstOrDefault(b => b is { Period: BudgetPeriod.Monthly, Scope: "all" });
        var charts = withCharts ? UsageSections.Of(store, query, monthly) : [];
        return new UsagePage(result, period, _filter.Typed(parsed), budgets, block, charts, zone, host.Now);
    }

    private static UsageRow? ActiveBlock(EventStore store, UsageQuery query, CancellationToken cancellationToken)
    {
        var recent = query with { Group = UsageGroup.Blocks, Since = query.Now - BlockHistory, Until = null };
        return UsageReport.Run(store, recent, cancellationToken).Rows.LastOrDefault(row => row.Block is { IsActive: true });
    }
}
