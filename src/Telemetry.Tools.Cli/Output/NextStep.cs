using Telemetry.Tools.Analytics;

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
        _ => Latest(status.Streams) is var stream && stream == "llm-usage" ? $"{Tool.Name} usage" : $"{Tool.Name} report {stream}",
    };

    private static string Latest(IReadOnlyList<StreamStatus> streams)
    {
        var latest = streams[0];
        foreach (var stream in streams)
        {
            if (stream.Last > (latest.Last ?? DateTimeOffset.MinValue)) latest = stream;
        }

        return latest.Name;
    }
}
