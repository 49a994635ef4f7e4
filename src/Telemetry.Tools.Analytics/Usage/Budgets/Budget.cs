namespace Telemetry.Tools.Analytics;

/// <summary>How often a budget begins anew.</summary>
public enum BudgetPeriod
{
    /// <summary>Each day.</summary>
    Daily,

    /// <summary>Each week, on Monday.</summary>
    Weekly,

    /// <summary>Each month, on the first.</summary>
    Monthly,
}

/// <summary>A limit on what models may cost in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="LimitUsd">US dollars.</param>
/// <param name="Project">Only this project.</param>
/// <param name="Model">Only this model; <c>*</c> at an end stands for anything.</param>
/// <param name="Branch">Only this branch.</param>
public sealed record Budget(BudgetPeriod Period, decimal LimitUsd, string? Project = null, string? Model = null, string? Branch = null)
{
    /// <summary>What the budget is about: <c>all</c>, or <c>project=shop, model=claude-*</c>.</summary>
    public string Scope => Filter.ToString();

    internal UsageFilter Filter => new(Project: Project, Model: Model, Branch: Branch);
}
