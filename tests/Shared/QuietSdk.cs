using System.Diagnostics;

namespace Telemetry.Tools.TestSupport;

/// <summary>The .NET SDK without what it says or does beside its work: greetings, notices of updates, certificates, processes that stay.</summary>
internal static class QuietSdk
{
    private static readonly (string Name, string Value)[] Variables =
    [
        ("DOTNET_NOLOGO", "1"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "1"),
        ("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1"),
        ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
        ("MSBUILDDISABLENODEREUSE", "1"),
    ];

    /// <summary>Sets the variables for a process that is about to start.</summary>
    public static void Apply(ProcessStartInfo start)
    {
        foreach (var (name, value) in Variables) start.Environment[name] = value;
    }
}
