namespace Telemetry.Tools.Cli;

/// <summary>What to do next, by what there is.</summary>
internal static class NextStep
{
    /// <summary>The command that helps most.</summary>
    public static string After(ToolStatus status) => status switch
    {
        { Location.HasConsent: true, Location.IsEnabled: false } => $"unset the variable that turns recording off here ({status.Location.Reason})",
        { Location.IsEnabled: false, IsEmpty: true } => $"{Tool.Name} on",
        { Location.IsEnabled: false } => $"{Tool.Name} report, or {Tool.Name} on to record again",
        { IsEmpty: true, Attached.Count: > 0 } => "dotnet build, as always; then " + Tool.Name + " report build",
        { IsEmpty: true } => $"{Tool.Name} run --target Build -- dotnet build; then {Tool.Name} report build",
        _ => $"{Tool.Name} report {status.Streams.MaxBy(stream => stream.Last ?? DateTimeOffset.MinValue)!.Name}",
    };
}
