using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>--format</c>: how the answer is written.</summary>
internal sealed class FormatOption
{
    /// <summary>For people.</summary>
    public const string Text = "text";

    /// <summary>For programs.</summary>
    public const string Json = "json";

    private readonly Option<string?> _format;
    private readonly string[] _formats;

    /// <param name="command">The command that gets the option.</param>
    /// <param name="formats">What it may be; the first is the default.</param>
    public FormatOption(Command command, params string[] formats)
    {
        _formats = formats is [] ? [Text, Json] : formats;
        _format = new("--format", "-f")
        {
            HelpName = string.Join('|', _formats),
            Description = $"How to write the answer (default {_formats[0]}).",
        };
        command.Add(_format);
    }

    /// <summary>The format that was asked for.</summary>
    public string Of(ParseResult parsed)
    {
        var format = parsed.GetValue(_format) ?? _formats[0];
        if (Array.IndexOf(_formats, format) >= 0) return format;
        throw ToolException.Usage(
            $"there is no format '{format}' here.{DidYouMean.Sentence(format, _formats)}",
            $"Formats: {string.Join(' ', _formats)}");
    }

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson(ParseResult parsed) => Of(parsed) == Json;
}
