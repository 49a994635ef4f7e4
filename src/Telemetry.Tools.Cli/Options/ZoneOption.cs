using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>--time-zone ZONE</c>: whose days and hours are meant.</summary>
internal sealed class ZoneOption
{
    private readonly Option<string?> _zone = new("--time-zone", "--timezone")
    {
        HelpName = "ZONE",
        Description = "Whose days, weeks and hours are meant: utc (default), local, or a name like Europe/Berlin.",
    };

    public ZoneOption(Command command) => command.Add(_zone);

    /// <summary>The zone that was asked for.</summary>
    /// <exception cref="AnalyticsException">TEL2203: the system knows no such zone.</exception>
    public TimeZoneInfo Of(ParseResult parsed) => UsageZone.Find(parsed.GetValue(_zone) ?? "utc");
}
