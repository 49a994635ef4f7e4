using System.CommandLine;
using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary><c>--target T --duration S --exit-code N [--domain D]</c>: a whole event of the build stream.</summary>
internal sealed class LogRunOptions
{
    private readonly Option<string?> _target = new("--target", "-t") { HelpName = "NAME", Description = "A run of this target, into the stream 'build'." };
    private readonly Option<string?> _duration = new("--duration") { HelpName = "SECONDS", Description = "How long it took." };
    private readonly Option<string?> _exitCode = new("--exit-code") { HelpName = "N", Description = "How it ended; 0 is success." };
    private readonly Option<string?> _domain = new("--domain", "-d") { HelpName = "NAME", Description = "The part of the system it was for." };

    public LogRunOptions(Command command)
    {
        command.Add(_target);
        command.Add(_duration);
        command.Add(_exitCode);
        command.Add(_domain);
    }

    /// <summary>The event, or <see langword="null"/> where none of the options is there.</summary>
    public TargetRun? Of(ParseResult parsed, ToolHost host)
    {
        var (target, duration, exitCode) = (parsed.GetValue(_target), parsed.GetValue(_duration), parsed.GetValue(_exitCode));
        var domain = BuildEvent.Domain(parsed.GetValue(_domain));
        if (target is null && duration is null && exitCode is null && domain is null) return null;
        if (string.IsNullOrEmpty(target)) throw Missing("--target");
        var seconds = Seconds(duration ?? throw Missing("--duration"));
        return BuildEvent.Of(target, domain, seconds, Code(exitCode ?? throw Missing("--exit-code")), Started(seconds, host), host);
    }

    // The event's time is the start; a script logs at the end.
    private static DateTimeOffset Started(double seconds, ToolHost host) =>
        seconds < TimeSpan.FromDays(36_500).TotalSeconds ? host.Now.AddSeconds(-seconds) : host.Now;

    // Read by ourselves: the parser would take the comma of 1,5 for a thousands separator.
    private static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) && seconds >= 0
            ? seconds
            : throw ToolException.Usage($"--duration needs seconds from 0 on, '{text}' is none.", "Example: --duration 1.5");

    private static int Code(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
            ? code
            : throw ToolException.Usage($"--exit-code needs a whole number, '{text}' is none.", "Example: --exit-code 0");

    private static ToolException Missing(string option) =>
        ToolException.Usage($"{option} is missing.", "Example: dotnet telemetry log --target sync --duration 1.5 --exit-code 0");
}
