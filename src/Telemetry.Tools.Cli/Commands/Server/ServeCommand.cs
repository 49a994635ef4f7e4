using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>serve</c>: the analytics server, until it is stopped.</summary>
internal sealed class ServeCommand : ToolCommand
{
    public const string Summary = "Runs the analytics server: events over HTTP in, figures and a dashboard out.";

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(3);

    private readonly Option<string?> _urls = new("--urls") { HelpName = "URL", Description = "Address to listen on; several with ';' between them. Default: http://127.0.0.1:5080." };
    private readonly FormatOption _format;
    private readonly ServerOptions _server;
    private readonly Option<string?> _readDatabase = new("--read-database") { HelpName = "CONNECTION", Description = "A PostgreSQL standby for questions; needs --database." };
    private readonly Option<string?> _webhookAllow = new("--webhook-allow") { HelpName = "TARGETS", Description = "Ranges and hosts outside of the public internet that webhooks and mail about alerts may go to, with ';' between them." };
    private readonly Flag _setupOnly = new("--setup-only") { Description = "Make the folder, bring the database up to date, and stop." };

    public ServeCommand()
        : base("serve", Summary)
    {
        Add(_urls);
        _format = new(this);
        _server = new(this);
        Add(_readDatabase);
        Add(_webhookAllow);
        Add(_setupOnly);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry serve",
        "dotnet telemetry serve --urls http://127.0.0.1:8080 --data /var/lib/telemetry",
        "dotnet telemetry serve --setup-only",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Settings come from the command line, TELEMETRY_SERVER__NAME, telemetry-server.json in the folder, and defaults, in this order.",
        "While no key exists, the server answers this machine only and asks for none. The first key ends that: dotnet telemetry keys create.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var settings = _server.SettingsOf(
            parsed, host, ("urls", parsed.GetValue(_urls)), ("read_database", parsed.GetValue(_readDatabase)), ("webhook_allow", parsed.GetValue(_webhookAllow)));
        if (!_setupOnly.IsIn(parsed)) return Serve(settings, asJson, host);
        AnalyticsServer.SetUp(settings);
        if (asJson) WriteJson([], settings, host);
        else host.Error.WriteLine($"The server's folder {SafeText.Of(settings.DataFolder)} is ready.");
        return ExitCode.Ok;
    }

    private static int Serve(ServerSettings settings, bool asJson, ToolHost host)
    {
        using var interruption = new Interruption();
        ServeAsync(settings, asJson, host, interruption.Token).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }

    private static async Task ServeAsync(ServerSettings settings, bool asJson, ToolHost host, CancellationToken cancellation)
    {
        await using var server = await AnalyticsServer.StartAsync(settings, host.Time, cancellation).ConfigureAwait(false);
        if (asJson) WriteJson(server.Addresses, settings, host);
        else WriteText(server.Addresses, settings, host);
        await server.WarmUpAsync(WarmUpTime, cancellation).ConfigureAwait(false);
        if (!asJson) host.Error.WriteLine("Ready");
        await server.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static void WriteText(IReadOnlyList<Uri> addresses, ServerSettings settings, ToolHost host)
    {
        foreach (var address in addresses) host.Error.WriteLine($"Listening on {address}   dashboard: {DashboardOf(address)}");
        host.Error.WriteLine($"Data: {SafeText.Of(settings.DataFolder)}   stop with Ctrl-C");
    }

    private static void WriteJson(IReadOnlyList<Uri> addresses, ServerSettings settings, ToolHost host)
    {
        JsonAnswer.Write(host, json => WriteJson(json, addresses, settings));
        host.Flush();
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Uri> addresses, ServerSettings settings)
    {
        json.WriteStartObject();
        json.WriteStrings("addresses", addresses.Select(address => address.ToString()));
        json.WriteString("dashboard", addresses is [var first, ..] ? DashboardOf(first).ToString() : null);
        json.WriteString("data", settings.DataFolder);
        json.WriteEndObject();
    }

    private static Uri DashboardOf(Uri address) => new(address, "analytics");
}
