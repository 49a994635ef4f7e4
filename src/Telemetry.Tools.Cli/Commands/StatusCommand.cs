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

    public override int Execute(ParseResult parsed, ToolHost host) => Run(_format.IsJson(parsed), _store.Of(parsed, host), host);

    /// <summary>
    /// Does it for the command lines that prompts and scripts use, without the parser, which takes longer than all the rest.
    /// Anything else, mistakes and help included, is the parser's.
    /// </summary>
    /// <returns>The exit code, or <see langword="null"/> for another command line.</returns>
    public static int? TryQuick(ReadOnlySpan<string> options, ToolHost host)
    {
        var (asJson, store) = (false, (string?)null);
        for (; options is [var name, var value, ..] && value is [not '-', ..]; options = options[2..])
        {
            if (name == "--format" && value is (FormatOption.Json or FormatOption.Text)) asJson = value == FormatOption.Json;
            else if (name == "--store" && store is null) store = host.FullPath(value);
            else return null;
        }

        return options.IsEmpty ? Run(asJson, store, host) : null;
    }

    private static int Run(bool asJson, string? store, ToolHost host)
    {
        var status = ToolStatus.Read(store, host);
        if (asJson) StatusJson.Write(status, host);
        else StatusText.Write(status, host);
        return ExitCode.Ok;
    }
}
