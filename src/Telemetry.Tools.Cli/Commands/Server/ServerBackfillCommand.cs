using System.CommandLine;
using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>server backfill</c>: makes the figures of whole days anew.</summary>
internal sealed class ServerBackfillCommand : ToolCommand
{
    private readonly Option<string> _start = new("--start") { HelpName = "DAY", Description = "First day (UTC).", Required = true };
    private readonly Option<string> _end = new("--end") { HelpName = "DAY", Description = "Last day.", Required = true };
    private readonly ServerOptions _server;

    public ServerBackfillCommand()
        : base("backfill", "Makes the hourly and daily figures of whole days anew, from events and their archive.")
    {
        Add(_start);
        Add(_end);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server backfill --start 2026-11-01 --end 2026-11-30"];

    public override IReadOnlyList<string> Notes => ["Refused where events of these days were removed without an archive. Servers go on taking events meanwhile."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        using var interruption = new Interruption();
        var job = new BackfillAdministration(_server.SettingsOf(parsed, host)).Run(parsed.GetValue(_start)!, parsed.GetValue(_end)!, interruption.Token);
        if (job.Status != "done") throw new ToolException(ServerDiagnostics.NoArchive, job.Message ?? "The backfill failed.", null, ExitCode.Failed);
        host.Error.WriteLine($"The figures from {job.StartDate[..10]} to before {job.EndDate[..10]} were made anew from {job.Events.ToString("#,0", CultureInfo.InvariantCulture)} events.");
        return ExitCode.Ok;
    }
}
