using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>--since</c> and <c>--until</c>.</summary>
internal sealed class PeriodOptions
{
    private readonly Option<string?> _since = new("--since")
    {
        HelpName = "TIME",
        Description = "From then on: 30d, 12h, 45m, 2w, 2026-01-31 or 2026-01-31T10:00:00Z (UTC).",
    };

    private readonly Option<string?> _until = new("--until")
    {
        HelpName = "TIME",
        Description = "Up to then; a date means that whole day.",
    };

    public PeriodOptions(Command command)
    {
        command.Add(_since);
        command.Add(_until);
    }

    /// <summary>The period that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="host">The clock.</param>
    /// <param name="zone">Whose days are meant; <see langword="null"/> = UTC's.</param>
    public ReportPeriod Of(ParseResult parsed, ToolHost host, TimeZoneInfo? zone = null)
    {
        var (since, until) = (parsed.GetValue(_since), parsed.GetValue(_until));
        var period = new ReportPeriod(
            since is null ? null : UsageZone.ParseSince(since, zone ?? TimeZoneInfo.Utc, host.Now),
            until is null ? null : UsageZone.ParseUntil(until, zone ?? TimeZoneInfo.Utc, host.Now),
            until is null ? since : null);
        if (period.Since >= period.Until) throw ToolException.Usage($"the period ends before it begins: --since {since} --until {until}.");
        return period;
    }
}

/// <summary>A stretch of time.</summary>
/// <param name="Since">Start, inclusive.</param>
/// <param name="Until">End, exclusive.</param>
/// <param name="Typed">The start as it was typed, where there is no end: <c>30d</c>.</param>
internal sealed record ReportPeriod(DateTimeOffset? Since, DateTimeOffset? Until, string? Typed);
