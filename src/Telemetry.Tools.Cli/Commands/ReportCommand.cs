using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>report</c>: figures and charts of a stream.</summary>
internal sealed class ReportCommand : ToolCommand
{
    public const string Summary = "Figures and charts of a stream: how often, how long, how often green.";

    private readonly StreamArgument _stream;
    private readonly PeriodOptions _period;
    private readonly Option<string?> _by = new("--by") { HelpName = "FIELD", Description = "Also group by this field." };
    private readonly FilterOption _filter;
    private readonly Option<int> _top = new("--top") { HelpName = "N", Description = "Groups shown before the rest is added up (default 20)." };
    private readonly Option<string?> _section = new("--section") { HelpName = "ID", Description = "Only this section of the report." };
    private readonly FormatOption _format;
    private readonly OutputOption _output;
    private readonly ChartOptions _charts;
    private readonly StoreOption _store;

    public ReportCommand()
        : base("report", Summary)
    {
        _stream = new(this);
        _period = new(this);
        Add(_by);
        _filter = new(this);
        Add(_top);
        Add(_section);
        _format = new(this, [.. ReportRenderers.Formats]);
        _output = new(this);
        _charts = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry report build --since 30d",
        "dotnet telemetry report build --where target=Test --by actor",
        "dotnet telemetry report build --format html -o report.html --png charts",
        "dotnet telemetry report build --format markdown >> $GITHUB_STEP_SUMMARY",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "csv: one table; with several sections their ids stand in the first column. Numbers in json and csv are not rounded.",
        "Colours and block characters appear only where the terminal has them; piped output is plain ASCII of 80 columns.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var renderer = ReportRenderers.For(_format.Of(parsed), _charts.Theme(parsed), host);
        var page = Build(parsed, host);
        _charts.Write(parsed, page, host);
        _output.Write(parsed, host, Whole(renderer, page).WriteTo);
        return ExitCode.Ok;
    }

    // Rendered before the first byte goes out: a report is whole or not there.
    private static MemoryStream Whole(IReportRenderer renderer, ReportPage page)
    {
        var text = new MemoryStream();
        renderer.Render(page, text);
        return text;
    }

    private ReportPage Build(ParseResult parsed, ToolHost host)
    {
        var (period, path) = (_period.Of(parsed, host), _store.Of(parsed, host));
        var query = new ReportQuery
        {
            Since = period.Since,
            Until = period.Until,
            By = parsed.GetValue(_by),
            Where = _filter.Of(parsed),
            Top = Top(parsed),
            Prices = () => new PriceLookup(PriceTable.Open(Stores.Locate(path, host).Root)),
        };
        var catalog = Catalogs.Open(path, host, _stream.Name(parsed));
        var stream = _stream.Of(parsed, catalog, host);
        var report = Read(catalog.Source(stream.Name), query, host);
        return new ReportPage(Only(report, parsed.GetValue(_section)), period, _filter.Typed(parsed), host.Now);
    }

    private static ReportResult Read(StreamSource source, ReportQuery query, ToolHost host)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, "Reading,");
        return ReportBuilder.Build(source, query, progress, interruption.Token);
    }

    private static ReportResult Only(ReportResult report, string? id)
    {
        if (id is null) return report;
        var ids = report.Sections.Select(section => section.Id).ToList();
        if (ids.Contains(id)) return report with { Sections = [.. report.Sections.Where(section => section.Id == id)] };
        throw ToolException.Usage($"the report has no section '{id}'.{DidYouMean.Sentence(id, ids)}", $"Sections: {string.Join(' ', ids)}");
    }

    private int Top(ParseResult parsed) => parsed.GetValue(_top) switch
    {
        < 0 => throw ToolException.Usage("--top needs a number from 1 on.", "Leave it out for the usual 20"),
        var top => top,
    };
}
