using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>off</c>: stops recording; the data stays.</summary>
internal sealed class OffCommand : ToolCommand
{
    public const string Summary = "Stops recording; what was recorded stays.";

    private readonly Flag _detach = new("--detach") { Description = "Also take the build logger's line out of the file that attaches it." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public OffCommand()
        : base("off", Summary)
    {
        Add(_detach);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry off",
        "dotnet telemetry off --detach",
    ];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var path = _store.Of(parsed, host);
        var consent = StoreConsent.Off(Stores.Locate(path, host).Root, host.Surroundings);
        var detached = _detach.IsIn(parsed) ? Attachments.Detach(host) : AttachmentChange.None;
        ConsentReports.Write(new ConsentReport(Stores.Locate(path, host), [.. consent.Files, .. detached.Files], detached) { IsOff = true }, asJson, host);
        return ExitCode.Ok;
    }
}
