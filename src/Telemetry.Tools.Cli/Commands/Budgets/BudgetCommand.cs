using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>budget</c>: limits on what models may cost.</summary>
internal sealed class BudgetCommand : ToolCommand
{
    public const string Summary = "Limits on what models may cost; 'budget check' exits 3 when one is crossed.";

    public BudgetCommand()
        : base("budget", Summary)
    {
        Add(new BudgetSetCommand());
        Add(new BudgetListCommand());
        Add(new BudgetRemoveCommand());
        Add(new BudgetCheckCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry budget set monthly 200",
        "dotnet telemetry budget set daily 10 --project shop",
        "dotnet telemetry budget check || echo 'too dear'",
    ];

    public override int Execute(ParseResult parsed, ToolHost host) =>
        throw ToolException.Usage($"name one of: {string.Join(' ', Subcommands.Select(command => command.Name))}.", $"See: {Tool.Name} budget --help");
}
