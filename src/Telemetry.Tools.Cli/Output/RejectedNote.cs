using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>Mentions lines that were left out, and the command that names them.</summary>
internal static class RejectedNote
{
    /// <summary>The sentence, or <see langword="null"/> where nothing was left out.</summary>
    public static string? Of(string stream, long rejected) => rejected switch
    {
        0 => null,
        1 => $"1 line is no valid event and was left out: {Tool.Name} report {stream} --format json | jq .rejected_lines",
        _ => string.Create(CultureInfo.InvariantCulture, $"{rejected:#,0} lines are no valid events and were left out: {Tool.Name} report {stream} --format json | jq .rejected_lines"),
    };

    /// <summary>Prints it to standard error.</summary>
    public static void Print(ToolHost host, string stream, long rejected)
    {
        if (Of(stream, rejected) is { } note) host.Error.WriteLine(note);
    }
}
