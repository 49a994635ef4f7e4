using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Writes budgets for programs.</summary>
internal static class BudgetJson
{
    /// <summary>Writes them, as they were set, to standard output.</summary>
    public static void Write(IReadOnlyList<Budget> budgets, ToolHost host)
    {
        host.Out.Flush();
        BudgetFile.Write(budgets, host.Output);
        host.Out.WriteLine();
    }
}
