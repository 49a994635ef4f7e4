using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary>Options that every command has.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Shows stack traces; may also stand before the command.</summary>
    public const string Verbose = "--verbose";

    /// <summary>No response files (a value may begin with @) and no bundled letters.</summary>
    public static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public Flag HelpOption { get; } = new("--help", "-h", "-?") { Description = "Show this page.", Recursive = true };

    public Flag VerboseOption { get; } = new(Verbose) { Description = "Show stack traces of errors.", Recursive = true };

    public void AddTo(Command root)
    {
        root.Add(VerboseOption);
        root.Add(HelpOption);
    }
}
