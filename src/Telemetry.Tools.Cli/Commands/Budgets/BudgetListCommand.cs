using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>budget list</c>.</summary>
internal sealed class BudgetListCommand : ToolCommand
{
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public BudgetListCommand()
        : base("list", "Shows the budgets as they were set.")
    {
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry budget list"];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var budgets = BudgetFile.Load(Stores.Locate(_store.Of(parsed, host), host).Root);
        if (_format.IsJson(parsed)) BudgetJson.Write(budgets, host);
        else WriteText(budgets, host);
        return ExitCode.Ok;
    }

    private static void WriteText(IReadOnlyList<Budget> budgets, ToolHost host)
    {
        if (budgets.Count == 0)
        {
            host.Error.WriteLine($"There are no budgets. Example: {Tool.Name} budget set monthly 200");
            return;
        }

        var table = new TextTable("Period", "Scope", ">Limit");
        foreach (var budget in budgets) table.Add(BudgetFile.NameOf(budget.Period), budget.Scope, UsageWords.Cost(budget.LimitUsd));
        table.Write(host.Out);
    }
}
