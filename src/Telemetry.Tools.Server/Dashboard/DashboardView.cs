namespace Telemetry.Tools.Server;

/// <summary>What a page about a period knows of its request.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Caller">Who asked.</param>
/// <param name="Filter">Whose figures, and which.</param>
/// <param name="Period">When.</param>
/// <param name="Previous">What it is compared with; <see langword="null"/> = nothing.</param>
/// <param name="Server">The server's own address, for examples.</param>
internal sealed record DashboardView(DashboardQuestion Question, Caller Caller, UsageFilter Filter, UsagePeriod Period, UsagePeriod? Previous, string Server)
{
    /// <summary>What the earlier period is called.</summary>
    public string PreviousName => Question["compare"] == "year" ? "a year before" : "the period before";
}
