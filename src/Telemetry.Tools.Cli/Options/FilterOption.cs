using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>--where FIELD=VALUE …</c>: only events that meet all conditions.</summary>
internal sealed class FilterOption
{
    private readonly Option<string[]> _where = new("--where")
    {
        HelpName = "CONDITION",
        Description = "Only events for which all of these hold: 'target=Build' 'duration_seconds>2'. Operators: = != < > ~ (contains).",
        AllowMultipleArgumentsPerToken = true,
    };

    public FilterOption(Command command) => command.Add(_where);

    /// <summary>The conditions as they were typed.</summary>
    public IReadOnlyList<string> Typed(ParseResult parsed) => parsed.GetValue(_where) ?? [];

    /// <summary>The conditions.</summary>
    public IReadOnlyList<Filter> Of(ParseResult parsed) => [.. Typed(parsed).Select(Filter.Parse)];
}
