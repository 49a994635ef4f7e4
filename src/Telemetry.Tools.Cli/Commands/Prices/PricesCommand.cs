using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>prices</c>: what models cost a token.</summary>
internal sealed class PricesCommand : ToolCommand
{
    public const string Summary = "The price table behind 'usage': shows it, and takes newer prices.";

    public PricesCommand()
        : base("prices", Summary)
    {
        Add(new PricesListCommand());
        Add(new PricesShowCommand());
        Add(new PricesImportCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry prices list claude",
        "dotnet telemetry prices show claude-opus-4-8",
        "dotnet telemetry prices import model_prices_and_context_window.json",
    ];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        throw ToolException.Usage($"name one of: {string.Join(' ', Subcommands.Select(command => command.Name))}.", $"See: {Tool.Name} prices --help");
}
