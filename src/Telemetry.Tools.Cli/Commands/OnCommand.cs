using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>on</c>: consent, and the build logger.</summary>
internal sealed class OnCommand : ToolCommand
{
    public const string Summary = "Starts recording, and attaches the build logger to the builds of this repository.";

    private readonly Flag _repo = new("--repo") { Description = "Keep the data in this repository's own .telemetry folder, for you only." };
    private readonly Flag _user = new("--user") { Description = "Attach the logger to all builds below your home folder." };
    private readonly Flag _noAttach = new("--no-attach") { Description = "Consent only: leave builds as they are." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public OnCommand()
        : base("on", Summary)
    {
        Add(_repo);
        Add(_user);
        Add(_noAttach);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry on",
        "dotnet telemetry on --user",
        "dotnet telemetry on --repo --no-attach",
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "A build's line holds target, domain, start, duration, exit code, a random build id and whether a person, CI or a coding agent ran it: no user, host, path, argument or property value.",
        $"To take it back: {Tool.Name} off --detach",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var (repo, path) = (_repo.IsIn(parsed), _store.Of(parsed, host));
        if (repo && path is not null) throw ToolException.Usage("--repo and --store name two stores.", "Leave one of them out.");
        var consent = repo ? StoreConsent.OnRepository(Repository(host), host.Surroundings) : StoreConsent.On(RootOf(path, host), host.Surroundings);
        var attached = _noAttach.IsIn(parsed) ? AttachmentChange.None : Attachments.Attach(_user.IsIn(parsed), host);
        var change = new ConsentReport(Stores.Locate(path, host), [.. consent.Files, .. attached.Files], attached);
        ConsentReports.Write(change, asJson, host);
        return ExitCode.Ok;
    }

    private static string Repository(ToolHost host) => host.Surroundings.FindRepository()
        ?? throw new ToolException(ToolDiagnostics.StoreFailed, "this folder is in no repository.", $"Leave --repo out to use your own store: {Tool.Name} on");

    // A repository's store that is on already is left alone: plain `on` is about the user's own, or the one that was named.
    private static string? RootOf(string? path, ToolHost host) =>
        Stores.Locate(path, host) is { Source: StoreSource.Explicit or StoreSource.Environment } named ? named.Root : null;
}
