using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>How often a budget begins anew.</summary>
internal sealed class PeriodArgument
{
    private static readonly string[] Words = ["daily", "weekly", "monthly"];

    private readonly Argument<string> _period = new("PERIOD") { Description = string.Join(", ", Words) };

    public PeriodArgument(Command command) => command.Add(_period);

    /// <summary>The period that was named.</summary>
    public BudgetPeriod Of(ParseResult parsed)
    {
        var word = parsed.GetValue(_period)!;
        if (Words.Contains(word)) return BudgetFile.ParsePeriod(word);
        throw ToolException.Usage($"there is no period '{word}'.{DidYouMean.Sentence(word, Words)}", $"Periods: {string.Join(' ', Words)}");
    }
}
