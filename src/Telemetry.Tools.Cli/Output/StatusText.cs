using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>The status for people: on or off and why, where, what there is, and the next command.</summary>
internal static class StatusText
{
    /// <summary>Writes it.</summary>
    public static void Write(ToolStatus status, ToolHost host)
    {
        var (on, output) = (status.Location.IsEnabled, host.Out);
        output.WriteLine(on ? "Telemetry is on." : $"Telemetry is off: {SafeText.Of(status.Location.Reason)}.");
        output.WriteLine($"  store     {SafeText.Of(status.Location.Root)}");
        output.WriteLine($"  attached  {Attached(status)}");
        output.WriteLine();
        if (status.Streams.Count == 0) output.WriteLine("Nothing is recorded yet.");
        else WriteStreams(status, output);
        host.Flush();
        host.Error.WriteLine($"Next: {NextStep.After(status)}");
    }

    private static string Attached(ToolStatus status) =>
        status.Attached.Count == 0 ? "nothing: builds are not recorded by themselves here" : SafeText.Of(string.Join(", ", status.Attached));

    private static void WriteStreams(ToolStatus status, TextWriter output)
    {
        var table = new TextTable("stream", "format", ">events", ">rejected", ">segments", ">size", "first", "last");
        foreach (var stream in status.Streams)
        {
            table.Add(
                stream.Name, stream.Format, Count(stream.Events), Count(stream.Rejected), Count(stream.Segments),
                SizeText.Of(stream.Bytes), Time(stream.First), Time(stream.Last));
        }

        table.Write(output);
    }

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    // The round-trip form is compiled beforehand, a form of one's own is not.
    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) is { } text ? $"{text.AsSpan(0, 10)} {text.AsSpan(11, 5)}" : "";
}
