using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary>Reads the server's settings for the commands about it.</summary>
internal static class ServerSetup
{
    public static ServerSettings Settings(string folder, string? urls = null, string? webhookAllow = null)
    {
        var commandLine = new Dictionary<string, string>(StringComparer.Ordinal);
        if (urls is not null) commandLine["urls"] = urls;
        if (webhookAllow is not null) commandLine["webhook_allow"] = webhookAllow;
        return SettingsReader.Read(folder, System.Environment.GetEnvironmentVariables(), commandLine);
    }
}
