using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary>Reads the server's settings for the commands about it.</summary>
internal static class ServerSetup
{
    public static ServerSettings Settings(string folder, string? urls = null)
    {
        var commandLine = new Dictionary<string, string>(StringComparer.Ordinal);
        if (urls is not null) commandLine["urls"] = urls;
        return SettingsReader.Read(folder, System.Environment.GetEnvironmentVariables(), commandLine);
    }
}
