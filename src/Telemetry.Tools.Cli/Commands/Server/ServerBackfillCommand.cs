using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>server backfill</c>: makes the figures of whole days anew.</summary>
internal sealed class ServerBackfillCommand : ToolCommand
{
    private readonly Option<string> _start = new("--start") { HelpName = "DAY", Description = "First day (UTC).", Required = true };
    private readonly Option<string> _end = new("--end") { HelpName = "DAY", Description = "Last day.", Required = true };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public ServerBackfillCommand()
        : base("backfill", "Makes the hourly and daily figures of whole days anew, from events and their archive.")
    {
        Add(_start);
        Add(_end);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server backfill --start 2026-11-01 --end 2026-11-30"];

    public override IReadOnlyList<string> Notes => ["Refused where events of these days were removed without an archive. Servers go on taking events meanwhile."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        using var interruption = new Interruption();
        var job = new BackfillAdministration(_server.SettingsOf(parsed, host)).Run(parsed.GetValue(_start)!, parsed.GetValue(_end)!, interruption.Token);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, job));
        if (job.Status != "done") throw new ToolException(ServerDiagnostics.NoArchive, job.Message ?? "The backfill failed.", null, ExitCode.Failed);
        if (!asJson) WriteText(job, host);
        return ExitCode.Ok;
    }

    private static void WriteText(BackfillJob job, ToolHost host) =>
        host.Error.WriteLine($"The figures from {job.StartDate[..10]} to before {job.EndDate[..10]} were made anew from {job.Events.ToString("#,0", CultureInfo.InvariantCulture)} events.");

    private static void WriteJson(Utf8JsonWriter json, BackfillJob job)
    {
        json.WriteStartObject();
        json.WriteString("backfill_id", job.BackfillId);
        json.WriteString("status", job.Status);
        json.WriteNumber("progress", job.Progress);
        json.WriteNumber("events", job.Events);
        json.WriteString("start_date", job.StartDate);
        json.WriteString("end_date", job.EndDate);
        json.WriteString("message", job.Message);
        json.WriteString("created_at", job.CreatedAt);
        json.WriteString("finished_at", job.FinishedAt);
        json.WriteEndObject();
    }
}
