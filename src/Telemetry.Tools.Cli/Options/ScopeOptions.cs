using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>--project</c>, <c>--model</c>, <c>--branch</c>: what a budget is about.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> _project = new("--project") { HelpName = "NAME", Description = "Only this project." };
    private readonly Option<string?> _model = new("--model") { HelpName = "NAME", Description = "Only this model; * at an end stands for anything." };
    private readonly Option<string?> _branch = new("--branch") { HelpName = "NAME", Description = "Only this branch." };

    public ScopeOptions(Command command)
    {
        command.Add(_project);
        command.Add(_model);
        command.Add(_branch);
    }

    /// <summary>A budget with that scope.</summary>
    public Budget Budget(ParseResult parsed, BudgetPeriod period, decimal limit) =>
        new(period, limit, parsed.GetValue(_project), parsed.GetValue(_model), parsed.GetValue(_branch));
}
