using System.ComponentModel;
using System.Diagnostics;

namespace Telemetry.Tools.Cli;

/// <summary>A command that runs on our terminal as if we were not there: streams inherited, signals passed on, exit code passed back.</summary>
internal static class WrappedCommand
{
    /// <summary>Runs it and waits.</summary>
    /// <exception cref="ToolException">TEL9006, exit code 127 or 126: it is not there, or cannot be run.</exception>
    public static WrappedResult Run(IReadOnlyList<string> command, ToolHost host)
    {
        var program = ProgramSearch.Find(command[0], host);
        using var signals = new SignalPassing();
        var started = host.Now;
        var clock = Stopwatch.GetTimestamp();
        using var process = Start(program, command);
        signals.PassTo(process.Id);
        process.WaitForExit();
        return new WrappedResult(started, Stopwatch.GetElapsedTime(clock), process.ExitCode);
    }

    private static Process Start(string program, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(program, command.Skip(1)) { UseShellExecute = false };
        try
        {
            return Process.Start(start) ?? throw ProgramSearch.NotExecutable(command[0], "it did not start");
        }
        catch (Win32Exception e)
        {
            throw ProgramSearch.NotExecutable(command[0], e.Message);
        }
    }
}

/// <summary>How a wrapped command ended.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Duration">Wall time.</param>
/// <param name="ExitCode">Its exit code; 128 + n when signal n ended it.</param>
internal sealed record WrappedResult(DateTimeOffset Started, TimeSpan Duration, int ExitCode);
