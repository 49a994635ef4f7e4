using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary>An option without a value. Not an option of a truth value, whose code would have to be compiled at each start.</summary>
internal sealed class Flag : Option<string?>
{
    public Flag(string name, params string[] aliases)
        : base(name, aliases) => Arity = ArgumentArity.Zero;

    /// <summary>Whether it was given.</summary>
    public bool IsIn(ParseResult parsed) => parsed.GetResult(this) is { Implicit: false };
}
