using System.CommandLine;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>budget check</c>: for hooks and builds.</summary>
internal sealed class BudgetCheckCommand : ToolCommand
{
    private readonly ZoneOption _zone;
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public BudgetCheckCommand()
        : base("check", "Shows what was spent of each budget; exit code 3 when one is over.")
    {
        _zone = new(this);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry budget check",
        "dotnet telemetry import all && dotnet telemetry budget check --format json",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "warning: 80 % are spent, or the limit will be crossed at the pace of the last day, 7 or 30 days.",
        "What has no known price is not in the sum; it is counted.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var zone = _zone.Of(parsed);
        using var store = Stores.OpenForReading(_store.Of(parsed, host), host);
        var budgets = BudgetCheck.Run(store, zone, host.Now);
        if (_format.IsJson(parsed)) WriteJson(budgets, host);
        else WriteText(budgets, zone, host);
        return BudgetCheck.IsOver(budgets) ? ExitCode.Threshold : ExitCode.Ok;
    }

    private static void WriteJson(IReadOnlyList<BudgetStatus> budgets, ToolHost host)
    {
        host.Out.Flush();
        BudgetCheck.Write(budgets, host.Output);
        host.Out.WriteLine();
    }

    private static void WriteText(IReadOnlyList<BudgetStatus> budgets, TimeZoneInfo zone, ToolHost host)
    {
        if (budgets.Count == 0) host.Error.WriteLine($"There are no budgets. Example: {Tool.Name} budget set monthly 200");
        foreach (var status in budgets) host.Out.WriteLine(UsageWords.Budget(status, zone));
        var unpriced = budgets.Select(status => status.UnpricedRequests).DefaultIfEmpty(0).Max();
        if (unpriced > 0) host.Error.WriteLine($"Not in the sums: up to {ValueFormat.Text(unpriced, "count")} requests of models without a known price. See: {Tool.Name} usage model");
    }
}
