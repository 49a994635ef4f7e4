using System.CommandLine;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary><c>serve</c>: the analytics server, until it is stopped.</summary>
internal sealed class ServeCommand : ToolCommand
{
    public const string Summary = "Runs the analytics server: events over HTTP in, figures and a dashboard out.";

    private readonly Option<string?> _urls = new("--urls") { HelpName = "URL", Description = "Address to listen on; several with ';' between them. Default: http://127.0.0.1:5080." };
    private readonly ServerOptions _server;
    private readonly Option<string?> _readDatabase = new("--read-database") { HelpName = "CONNECTION", Description = "A PostgreSQL standby for questions; needs --database." };
    private readonly Option<string?> _webhookAllow = new("--webhook-allow") { HelpName = "TARGETS", Description = "Ranges and hosts outside of the public internet that webhooks and mail about alerts may go to, with ';' between them." };
    private readonly Flag _setupOnly = new("--setup-only") { Description = "Make the folder, bring the database up to date, and stop." };

    public ServeCommand()
        : base("serve", Summary)
    {
        Add(_urls);
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
        var settings = _server.SettingsOf(
            parsed, host, ("urls", parsed.GetValue(_urls)), ("read_database", parsed.GetValue(_readDatabase)), ("webhook_allow", parsed.GetValue(_webhookAllow)));
        if (!_setupOnly.IsIn(parsed)) return Serve(settings, host);
        AnalyticsServer.SetUp(settings);
        host.Error.WriteLine($"The server's folder {SafeText.Of(settings.DataFolder)} is ready.");
        return ExitCode.Ok;
    }

    private static int Serve(ServerSettings settings, ToolHost host)
    {
        using var interruption = new Interruption();
        ServeAsync(settings, host, interruption.Token).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }

    private static async Task ServeAsync(ServerSettings settings, ToolHost host, CancellationToken cancellation)
    {
        await using var server = await AnalyticsServer.StartAsync(settings, host.Time, cancellation).ConfigureAwait(false);
        foreach (var address in server.Addresses) host.Error.WriteLine($"Listening on {address}   dashboard: {new Uri(address, "analytics")}");
        host.Error.WriteLine($"Data: {SafeText.Of(settings.DataFolder)}   stop with Ctrl-C");
        await server.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
