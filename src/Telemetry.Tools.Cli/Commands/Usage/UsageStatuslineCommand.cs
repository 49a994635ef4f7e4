using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>usage statusline</c>: Claude Code's status in one line.</summary>
internal sealed class UsageStatuslineCommand : ToolCommand
{
    private readonly FormatOption _format;

    public UsageStatuslineCommand()
        : base("statusline", "Reads Claude Code's status JSON from standard input and prints one line: model, cost, rate, lines, context.") =>
        _format = new(this);

    public override IReadOnlyList<string> Examples => ["dotnet telemetry usage statusline"];

    public override IReadOnlyList<string> Notes =>
    [
        "In Claude Code's settings.json: \"statusLine\": {\"type\": \"command\", \"command\": \"dotnet-telemetry usage statusline\"}",
        "Whatever the input is, one line is printed and the exit code is 0.",
    ];

    public override int Execute(ParseResult parsed, ToolHost host) => QuickStatusline.Run(_format.IsJson(parsed), host);
}
