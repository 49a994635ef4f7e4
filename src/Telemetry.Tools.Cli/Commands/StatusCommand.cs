using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>status</c>: whether recording is on, where, and what there is.</summary>
internal sealed class StatusCommand : ToolCommand
{
    public const string Summary = "Whether recording is on, where data goes, and what there is.";

    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public StatusCommand()
        : base("status", Summary)
    {
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry status",
        "dotnet telemetry status --format json | jq .enabled",
    ];

    public override int Execute(ParseResult parsed, ToolHost host) => QuickStatus.Run(_format.IsJson(parsed), _store.Of(parsed, host), host);
}
