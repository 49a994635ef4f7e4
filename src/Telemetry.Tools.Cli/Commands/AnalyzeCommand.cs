using System.CommandLine;
using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>analyze</c>: what in the recorded runs somebody should look at, and a proposal for each prompt that fails too often.</summary>
internal sealed class AnalyzeCommand : ToolCommand
{
    public const string Summary = "What to look at: prompts that fail too often, why, and a proposal for each.";

    private static readonly string[] Formats = ["terminal", "markdown", FormatOption.Json];

    private readonly Option<string?> _threshold = new("--threshold") { HelpName = "RATE", Description = "Share of failures above which a prompt needs a proposal: 0.2 or 20% (default)." };
    private readonly Option<string?> _minRuns = new("--min-runs") { HelpName = "N", Description = "Leave out prompts with fewer runs (default 1)." };
    private readonly Option<string?> _confidence = new("--confidence")
    {
        HelpName = "LEVEL",
        Description = "Only prompts that are over the line for this certain, by Wilson's interval: 80% 90% 95% 98% 99% 99.9%.",
    };

    private readonly PeriodOptions _period;
    private readonly FormatOption _format;
    private readonly OutputOption _output;
    private readonly StoreOption _store;

    public AnalyzeCommand()
        : base("analyze", Summary)
    {
        Add(_threshold);
        Add(_minRuns);
        Add(_confidence);
        _period = new(this);
        _format = new(this, Formats);
        _output = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry analyze",
        "dotnet telemetry analyze --threshold 10% --min-runs 20 --confidence 95%",
        "dotnet telemetry analyze --since 7d --format json | jq '.findings[].subject'",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Proposals are YAML files in <store>/prompt-runs/proposals. The same data leaves them untouched; a prompt that has recovered is marked resolved.",
        "Where telemetry is off, findings are shown and nothing is written.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var period = _period.Of(parsed, host);
        var options = OptionsOf(parsed, period);
        var format = _format.Of(parsed);
        using var store = Stores.Open(Stores.Locate(_store.Of(parsed, host), host));
        using var interruption = new Interruption();
        var page = new AnalysisPage(PromptLearning.Run(store, options, interruption.Token), options, period, store.Rejected.Count);
        StoreWarnings.Print(store, host);
        _output.Write(parsed, host, output => Write(page, format, output, host));
        if (!store.IsEnabled && page.Learned.Open.Any()) host.Error.WriteLine($"Telemetry is off ({SafeText.Of(store.Location.Reason)}): no proposal was written.");
        return ExitCode.Ok;
    }

    private static void Write(AnalysisPage page, string format, Stream output, ToolHost host)
    {
        if (format == FormatOption.Json) WriteJson(page, output);
        else if (format == "markdown") AnalysisMarkdown.Write(page, output);
        else AnalysisText.Write(page, output, host.Terminal);
    }

    private static void WriteJson(AnalysisPage page, Stream output)
    {
        AnalysisJson.Write(page.Learned.Findings, page.Learned, output);
        output.WriteByte((byte)'\n');
    }

    private LearningOptions OptionsOf(ParseResult parsed, ReportPeriod period)
    {
        var usual = new LearningOptions { Since = period.Since, Until = period.Until };
        return usual with
        {
            Threshold = parsed.GetValue(_threshold) is { } threshold ? Rate("--threshold", threshold, "20%") : usual.Threshold,
            MinRuns = parsed.GetValue(_minRuns) is { } runs ? Count(runs) : usual.MinRuns,
            Confidence = parsed.GetValue(_confidence) is { } level ? Level(level) : null,
        };
    }

    private static double Rate(string option, string text, string example)
    {
        var isPercent = text.EndsWith('%');
        if (double.TryParse(isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var rate = isPercent ? number / 100 : number;
            if (rate is >= 0 and <= 1) return rate;
        }

        throw ToolException.Usage($"{option} needs a share from 0 to 1, or from 0% to 100%; '{text}' is none.", $"Example: {option} {example}");
    }

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw ToolException.Usage($"--min-runs needs a whole number from 1 on, '{text}' is none.", "Example: --min-runs 20");

    // 95 means 95 %: there is no other sensible reading.
    private static Confidence Level(string text)
    {
        var level = Rate("--confidence", double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 1 ? text + '%' : text, "95%");
        return Confidence.All.FirstOrDefault(known => Math.Abs(known.Level - level) < 1e-9)
            ?? throw ToolException.Usage($"--confidence has no level '{text}'.", $"Levels: {string.Join(", ", Confidence.All)}");
    }
}
