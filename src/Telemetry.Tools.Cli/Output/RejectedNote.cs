using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Mentions lines that were left out, and the command that names them.</summary>
internal static class RejectedNote
{
    /// <summary>The sentence, or <see langword="null"/> where nothing was left out.</summary>
    public static string? Sentence(long rejected) => rejected switch
    {
        0 => null,
        1 => $"1 line is no valid event and was left out ({AnalyticsDiagnostics.LinesLeftOut}). Which one:",
        _ => string.Create(CultureInfo.InvariantCulture, $"{rejected:#,0} lines are no valid events and were left out ({AnalyticsDiagnostics.LinesLeftOut}). Which ones:"),
    };

    /// <summary>The command that names them, in <c>rejected_lines</c>.</summary>
    public static string Command(string stream) => $"{Tool.Name} report {stream} --format json";

    /// <summary>Prints both to standard error.</summary>
    public static void Print(ToolHost host, string stream, long rejected)
    {
        if (Sentence(rejected) is not { } sentence) return;
        host.Error.WriteLine(sentence);
        host.Error.WriteLine($"  {Command(stream)}");
    }
}
