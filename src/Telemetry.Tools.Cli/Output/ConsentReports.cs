using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary>Says what <c>on</c> and <c>off</c> did: state, files, and the next command.</summary>
internal static class ConsentReports
{
    /// <summary>Writes it for people or programs.</summary>
    public static void Write(ConsentReport report, bool asJson, ToolHost host)
    {
        var status = new ToolStatus(report.Location, Attachments.Files(host), []);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, report, status));
        else WriteText(report, status, host);
    }

    private static void WriteText(ConsentReport report, ToolStatus status, ToolHost host)
    {
        var location = report.Location;
        host.Out.WriteLine(location.IsEnabled ? "Telemetry is on." : $"Telemetry is off: {SafeText.Of(location.Reason)}.");
        host.Out.WriteLine($"  store     {SafeText.Of(location.Root)}");
        foreach (var file in status.Attached) host.Out.WriteLine($"  attached  {SafeText.Of(file)}");
        foreach (var file in report.Changed) host.Out.WriteLine($"  changed   {SafeText.Of(file)}");
        if (report.Changed.Count == 0) host.Out.WriteLine("  nothing had to be changed");
        host.Flush();
        foreach (var note in report.Attachment.Notes) host.Error.WriteLine(SafeText.Of(note));
        host.Error.WriteLine($"Next: {Next(report, status)}");
    }

    private static string Next(ConsentReport report, ToolStatus status) => status.Location switch
    {
        { IsEnabled: true } when report.IsOff => $"{Tool.Name} off once more: the repository's store is off, and your own records here now",
        { IsEnabled: false, HasConsent: true } => NextStep.After(status),
        { IsEnabled: false } => $"{Tool.Name} clear deletes what was recorded; {Tool.Name} on starts again",
        _ => NextStep.After(status),
    };

    private static void WriteJson(Utf8JsonWriter json, ConsentReport report, ToolStatus status)
    {
        json.WriteStartObject();
        json.WriteBoolean("enabled", report.Location.IsEnabled);
        json.WriteString("store", report.Location.Root);
        json.WriteStrings("attached", status.Attached);
        json.WriteStrings("changed", report.Changed);
        json.WriteEndObject();
    }
}
