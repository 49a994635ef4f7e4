using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>budget remove</c>.</summary>
internal sealed class BudgetRemoveCommand : ToolCommand
{
    private readonly PeriodArgument _period;
    private readonly ScopeOptions _scope;
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public BudgetRemoveCommand()
        : base("remove", "Takes the budget of that period and scope away.")
    {
        _period = new(this);
        _scope = new(this);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry budget remove daily --project shop"];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var budget = _scope.Budget(parsed, _period.Of(parsed), 0m);
        var root = Stores.Locate(_store.Of(parsed, host), host).Root;
        if (!BudgetFile.Remove(root, budget))
        {
            throw new ToolException(
                UsageDiagnostics.BadBudget, $"there is no {BudgetFile.NameOf(budget.Period)} budget for {budget.Scope}.", $"See: {Tool.Name} budget list");
        }

        if (asJson) BudgetJson.Write(BudgetFile.Load(root), host);
        else host.Out.WriteLine($"Removed: {BudgetFile.NameOf(budget.Period)} ({SafeText.Of(budget.Scope)})");
        return ExitCode.Ok;
    }
}
