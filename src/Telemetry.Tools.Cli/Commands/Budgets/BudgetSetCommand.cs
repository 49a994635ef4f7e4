using System.CommandLine;
using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>budget set</c>.</summary>
internal sealed class BudgetSetCommand : ToolCommand
{
    private readonly PeriodArgument _period;
    private readonly Argument<string> _amount = new("AMOUNT") { Description = "US dollars." };
    private readonly ScopeOptions _scope;
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public BudgetSetCommand()
        : base("set", "Sets a budget; one of the same period and scope is replaced.")
    {
        _period = new(this);
        Add(_amount);
        _scope = new(this);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry budget set monthly 200",
        "dotnet telemetry budget set weekly 25.50 --project shop --model 'claude-*'",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var budget = _scope.Budget(parsed, _period.Of(parsed), Amount(parsed.GetValue(_amount)!));
        var root = Stores.Locate(_store.Of(parsed, host), host).Root;
        BudgetFile.Set(root, budget);
        if (asJson) BudgetJson.Write(BudgetFile.Load(root), host);
        else WriteText(budget, host);
        return ExitCode.Ok;
    }

    private static void WriteText(Budget budget, ToolHost host)
    {
        host.Out.WriteLine($"{BudgetFile.NameOf(budget.Period)} ({SafeText.Of(budget.Scope)}): {UsageWords.Cost(budget.LimitUsd)}");
        host.Error.WriteLine($"Next: {Tool.Name} budget check");
    }

    private static decimal Amount(string text) =>
        decimal.TryParse(text.AsSpan().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? amount
            : throw ToolException.Usage($"AMOUNT is US dollars above 0, '{text}' is none.", $"Example: {Tool.Name} budget set monthly 200");
}
