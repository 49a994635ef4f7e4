namespace Telemetry.Tools.MSBuild;

/// <summary>The domain that a command line names: <c>-p:TelemetryDomain=…</c>, else <c>-p:G=…</c>.</summary>
internal static class GlobalDomain
{
    /// <summary>The domain in a build's global properties, or null where it is absent or no valid one.</summary>
    public static string? Of(IEnumerable<KeyValuePair<string, string>>? properties)
    {
        if (properties is null) return null;
        string? group = null;
        foreach (var (name, value) in properties)
        {
            if (name.Equals("TelemetryDomain", StringComparison.OrdinalIgnoreCase) && value.Length > 0) return RunNames.Domain(value);
            if (name.Equals("G", StringComparison.OrdinalIgnoreCase)) group = value;
        }

        return RunNames.Domain(group);
    }
}
