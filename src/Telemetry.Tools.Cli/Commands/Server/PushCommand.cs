using System.CommandLine;
using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>push</c>: the store's events to a server.</summary>
internal sealed class PushCommand : ToolCommand
{
    public const string Summary = "Sends the store's events to a server; the same events again add nothing.";

    private const string KeyVariable = "TELEMETRY_SERVER_KEY";
    private const int MostRejectedShown = 10;

    private readonly Argument<string[]> _streams = new("STREAM") { HelpName = "STREAM…", Description = "Streams; without one all that are recorded.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _server = new("--server") { HelpName = "URL", Description = "The server, for example https://telemetry.example.com." };
    private readonly Flag _dryRun = new("--dry-run") { Description = "Say what would be sent, and send nothing." };
    private readonly Flag _again = new("--again") { Description = "Send also what an earlier push has sent, for a server that lost it." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public PushCommand()
        : base("push", Summary)
    {
        Add(_streams);
        Add(_server);
        Add(_dryRun);
        Add(_again);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry push --server https://telemetry.example.com",
        "dotnet telemetry push build llm-usage --server http://127.0.0.1:5080 --dry-run",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        $"The key comes from {KeyVariable}, role writer or admin; never from the command line, where others could read it.",
        "An admin's key also sends the schemas of your own streams, which the server needs before their events.",
        "With DO_NOT_TRACK=1 or TELEMETRY=0 nothing is sent, and that is no error.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var server = ServerOf(parsed.GetValue(_server));
        var veto = StorePusher.Veto(host.Surroundings);
        if (veto is not null) host.Error.WriteLine($"Telemetry is off ({SafeText.Of(veto)}): nothing was sent.");
        var result = veto is null ? Run(RequestOf(parsed, server, host), host) : new PushResult(server, _dryRun.IsIn(parsed), [], []);
        if (asJson) JsonAnswer.Write(host, result.WriteJson);
        else WriteText(result, host);
        foreach (var problem in result.Problems) ErrorPrinter.Print(host, problem.Id, problem.Message, problem.NextStep);
        return result.Problems.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static PushResult Run(PushRequest request, ToolHost host)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(host, request.DryRun ? "Reading," : "Sending,");
        return StorePusher.Push(request with { OnWait = (until, why) => progress.Say(WaitText(until, why)) }, progress, interruption.Token);
    }

    private static string WaitText(DateTimeOffset until, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"The server asks to wait ({SafeText.Of(why)}): the next try is at {until:HH:mm:ss} UTC.");

    private PushRequest RequestOf(ParseResult parsed, Uri server, ToolHost host)
    {
        var names = parsed.GetValue(_streams) ?? [];
        var catalog = Catalogs.Open(_store.Of(parsed, host), host, names.FirstOrDefault());
        var recorded = catalog.Streams.Where(stream => catalog.IsInStore(stream.Name)).ToList();
        var streams = names.Length == 0 ? recorded : [.. names.Distinct().Select(name => recorded.Find(stream => stream.Name == name) ?? throw Unknown(name, recorded))];
        if (streams.Count == 0) throw new ToolException(ToolDiagnostics.UnknownStream, "nothing is recorded yet.", $"See: {Tool.Name} status");
        return new PushRequest(catalog.StoreRoot, streams, server, KeyOf(host))
        {
            DryRun = _dryRun.IsIn(parsed),
            Again = _again.IsIn(parsed),
            Shipped = ProductSchemas.All.Select(schema => schema.Name).ToHashSet(),
            Time = host.Time,
        };
    }

    private static Uri ServerOf(string? text)
    {
        if (text is null) throw ToolException.Usage("name the server.", $"Example: {Tool.Name} push --server http://127.0.0.1:5080");
        if (Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https" && server.UserInfo.Length == 0) return server;
        throw ToolException.Usage($"'{text}' is no http or https address of a server.", $"Example: {Tool.Name} push --server https://telemetry.example.com");
    }

    private static string? KeyOf(ToolHost host)
    {
        var key = host.Environment(KeyVariable)?.Trim();
        if (string.IsNullOrEmpty(key)) return null;
        return key.All(letter => letter is > ' ' and < (char)127) ? key : throw ToolException.Usage($"{KeyVariable} holds no key: keys have no spaces and no characters beyond ASCII.");
    }

    private static ToolException Unknown(string name, List<StreamSchema> recorded)
    {
        var names = recorded.Select(stream => stream.Name).ToList();
        var list = names.Count == 0 ? "Nothing is recorded yet" : $"Recorded here: {string.Join(' ', names)}";
        return new ToolException(ToolDiagnostics.UnknownStream, $"there is no stream '{name}' in the store.{DidYouMean.Sentence(name, names)} {list}.", $"See: {Tool.Name} status", ExitCode.Usage);
    }

    private static void WriteText(PushResult result, ToolHost host)
    {
        static string Count(long count) => ValueFormat.Text(count, "count");
        foreach (var stream in result.Streams)
        {
            var rejected = stream.Rejected > 0 ? $", {Count(stream.Rejected)} rejected" : "";
            host.Out.WriteLine(result.DryRun
                ? $"{stream.Stream}: {Count(stream.ToSend)} to send, {Count(stream.AlreadySent)} sent before{rejected}"
                : $"{stream.Stream}: {Count(stream.Accepted)} accepted, {Count(stream.Duplicates)} known to the server, {Count(stream.AlreadySent)} sent before{rejected}");
            foreach (var item in stream.RejectedEvents.Take(MostRejectedShown)) host.Error.WriteLine($"  {SafeText.Of(item.EventId)}: {SafeText.Of(item.Code)}: {SafeText.Of(item.Message)}");
            if (stream.Rejected > MostRejectedShown) host.Error.WriteLine("  … the others: --format json");
        }
    }
}
