namespace Telemetry.Tools.Cli;

/// <summary>Plain <c>dotnet telemetry</c>: how things stand, and what to do next.</summary>
internal sealed class Welcome(ToolHost host)
{
    /// <summary>Shows it.</summary>
    public int Show()
    {
        var status = ToolStatus.Read(null, host);
        host.Out.WriteLine(Sentence(status));
        host.Out.WriteLine($"Next: {NextStep.After(status)}");
        host.Out.WriteLine($"All commands: {Tool.Name} --help");
        return ExitCode.Ok;
    }

    private static string Sentence(ToolStatus status)
    {
        var events = status.Streams.Sum(stream => stream.Events).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
        var what = status.IsEmpty ? "nothing is recorded yet" : $"{events} events in {SafeText.Of(status.Location.Root)}";
        return status.Location.IsEnabled ? $"Telemetry is on; {what}." : $"Telemetry is off ({SafeText.Of(status.Location.Reason)}); {what}.";
    }
}
