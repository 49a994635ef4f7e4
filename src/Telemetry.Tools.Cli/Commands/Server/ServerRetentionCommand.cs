using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>server retention</c>: removes what is older than the policies keep.</summary>
internal sealed class ServerRetentionCommand : ToolCommand
{
    private readonly Flag _dryRun = new("--dry-run") { Description = "Only say what would be removed." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;

    public ServerRetentionCommand()
        : base("retention", "Removes what is older than the policies keep; events are archived first.")
    {
        Add(_dryRun);
        _format = new(this);
        _server = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry server retention --dry-run", "dotnet telemetry server retention"];

    public override IReadOnlyList<string> Notes => ["A running server does it every day at 3:00 UTC. Stopped in the middle, the next run goes on from there."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        using var interruption = new Interruption();
        var run = new RetentionAdministration(_server.SettingsOf(parsed, host)).Run(_dryRun.IsIn(parsed), interruption.Token);
        if (_format.IsJson(parsed)) JsonAnswer.Write(host, json => Write(json, run));
        else Write(run, host);
        return ExitCode.Ok;
    }

    private static void Write(RetentionRun run, ToolHost host)
    {
        var table = new TextTable("table", ">days", "kept from", run.DryRun ? ">would go" : ">removed", "oldest", ">size");
        foreach (var item in run.Tables) table.Add(item.TableName, Number(item.RetentionPeriodDays), item.Cutoff[..10], Number(item.Rows), item.Oldest?[..10] ?? "", SizeText.Of(item.Bytes));
        table.Write(host.Out);
        host.Flush();
        if (run.DryRun) host.Error.WriteLine($"Nothing was changed. Next: {Tool.Name} server retention");
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, RetentionRun run)
    {
        json.WriteStartObject();
        json.WriteBoolean("dry_run", run.DryRun);
        json.WriteString("status", run.Status);
        json.WriteString("started_at", run.StartedAt);
        json.WriteString("finished_at", run.FinishedAt);
        json.WriteStartArray("tables");
        foreach (var item in run.Tables) Write(json, item);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RetentionFigures item)
    {
        json.WriteStartObject();
        json.WriteString("table_name", item.TableName);
        json.WriteNumber("retention_period_days", item.RetentionPeriodDays);
        json.WriteBoolean("archive", item.Archive);
        json.WriteString("cutoff", item.Cutoff);
        json.WriteNumber("rows", item.Rows);
        json.WriteString("oldest", item.Oldest);
        json.WriteNumber("bytes", item.Bytes);
        json.WriteEndObject();
    }
}
