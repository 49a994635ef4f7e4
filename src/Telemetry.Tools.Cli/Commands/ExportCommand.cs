using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>export</c>: a stream's events in another format.</summary>
internal sealed class ExportCommand : ToolCommand
{
    public const string Summary = "A stream's events as JSON, JSON Lines, CSV, Parquet, a trace or OTLP.";

    private static readonly Dictionary<string, ExportFormat> Formats = Enum.GetValues<ExportFormat>().ToDictionary(format => format.ToString().ToLowerInvariant());

    private readonly StreamArgument _stream;
    private readonly FormatOption _format;
    private readonly OutputOption _output;
    private readonly PeriodOptions _period;
    private readonly FilterOption _filter;
    private readonly StoreOption _store;
    private readonly Flag _excelSafe = new("--excel-safe")
    {
        Description = "CSV: put an apostrophe before text that a spreadsheet would run as a formula.",
    };

    public ExportCommand()
        : base("export", Summary)
    {
        _stream = new(this);
        _format = new(this, "json", "jsonl", "csv", "parquet", "trace", "otlp");
        _output = new(this);
        _period = new(this);
        _filter = new(this);
        Add(_excelSafe);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry export build --format csv -o builds.csv",
        "dotnet telemetry export build --format parquet -o builds.parquet",
        "dotnet telemetry export build --format trace -o builds.trace.json",
        "dotnet telemetry export build --since 7d --where 'exit_code!=0' | jq '.[].target'",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "json is one array of the records as they were written; jsonl is one record a line.",
        "trace is the Chrome trace event format, a timeline for ui.perfetto.dev and chrome://tracing; an event begins at its time and lasts its duration.",
        "otlp is one message of OpenTelemetry in JSON: spans (for /v1/traces) where the stream has durations, else log records (for /v1/logs).",
        "parquet has the columns of csv with their types, compressed with gzip; it goes to a file or a pipe.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var query = QueryOf(parsed, host);
        if (query.Format == ExportFormat.Parquet && host.Terminal.OutputIsTerminal && _output.Of(parsed, host) is null)
        {
            throw ToolException.Usage("Parquet is nothing for a terminal.", "Name a file: -o FILE");
        }

        var catalog = Catalogs.Open(_store.Of(parsed, host), host, _stream.Name(parsed));
        var stream = _stream.Of(parsed, catalog, host);
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, "Writing,");
        var result = (ExportResult?)null;
        _output.Write(parsed, host, output => result = Exporter.Export(
            catalog.Source(stream.Name), query, new CancellableStream(output, interruption.Token), progress, interruption.Token));
        RejectedNote.Print(host, stream.Name, result!.Rejected);
        return ExitCode.Ok;
    }

    private ExportQuery QueryOf(ParseResult parsed, ToolHost host)
    {
        var period = _period.Of(parsed, host);
        return new ExportQuery(Formats[_format.Of(parsed)], period.Since, period.Until, _filter.Of(parsed), _excelSafe.IsIn(parsed));
    }
}
