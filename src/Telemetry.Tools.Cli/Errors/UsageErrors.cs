using System.CommandLine;
using System.CommandLine.Parsing;

namespace Telemetry.Tools.Cli;

/// <summary>Turns what the parser found wrong into one message with a next step.</summary>
internal static class UsageErrors
{
    /// <summary>Throws when the command line has mistakes.</summary>
    public static void ThrowIfAny(ParseResult parsed, ToolCommand command)
    {
        var help = $"See: {HelpWriter.PathOf(command)} --help";
        if (StrayOption(parsed) is { } stray) throw ToolException.Usage(Unmatched(stray, command), help);
        if (parsed.Errors is []) return;
        if (parsed.UnmatchedTokens is [var token, ..]) throw ToolException.Usage(Unmatched(token, command), help);
        // The parser lists what an option takes on lines of their own.
        throw ToolException.Usage(string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), help);
    }

    // A mistyped option would otherwise be taken for an argument.
    private static string? StrayOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', var second, ..] && (second == '-' || char.IsAsciiLetter(second)))?.Value;

    private static string Unmatched(string token, ToolCommand command)
    {
        if (!token.StartsWith('-')) return $"'{token}' was not expected here.{DidYouMean.Sentence(token, command.Subcommands.Select(c => c.Name))}";
        var name = token.Split('=', ':')[0];
        return $"there is no option '{name}' here.{DidYouMean.Sentence(name, OptionNames(command))}";
    }

    private static IEnumerable<string> OptionNames(ToolCommand command) =>
        HelpWriter.OptionsOf(command).SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.Length > 2);
}
