using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary>One command: its options, its help, and what it does.</summary>
internal abstract class ToolCommand : Command
{
    protected ToolCommand(string name, string summary)
        : base(name, summary)
    {
    }

    /// <summary>Command lines that work, for the help page; never empty.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>What else is worth knowing, for the help page.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Options that every command has.</summary>
    public GlobalOptions Global { get; } = new();

    /// <summary>Does it; what goes wrong is thrown as <see cref="ToolException"/>.</summary>
    public abstract int Execute(ParseResult parsed, ToolHost host);
}
