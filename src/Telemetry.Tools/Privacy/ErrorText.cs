using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Telemetry.Tools;

/// <summary>
/// Makes an error's text fit to be recorded: its first line, paths, addresses and whatever looks like a secret masked, at most 200 characters. The text of an error
/// is written by others and may hold anything, so this is a net with holes, not a wall: a field that must never show its value is declared <c>"privacy": "hash"</c>.
/// </summary>
public static partial class ErrorText
{
    /// <summary>Most characters that are kept.</summary>
    public const int MaxLength = 200;

    internal const string Unknown = "unknown error";

    // What is looked at before masking; a longer line is cut at a space.
    private const int MaxScanned = 2_000;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    private static readonly (Regex Pattern, string Mask)[] Masks =
    [
        (Url(), "$1$2"),
        (Email(), "<email>"),
        (NamedSecret(), "$1<token>"),
        (Credentials(), "$1 <token>"),
        (KnownToken(), "<token>"),
        (Identifier(), "<id>"),
        (RandomText(), "<token>"),
        (QuotedPath(), "$1<path>$1"),
        (AbsolutePath(), "$1<path>"),
        (RelativePath(), "<path>"),
    ];

    /// <summary>The text as it may be recorded; <see langword="null"/> where there is none.</summary>
    /// <param name="text">An error's message.</param>
    public static string? Of(string? text)
    {
        var line = FirstLine(text.AsSpan());
        if (line.Length == 0) return null;
        foreach (var (pattern, mask) in Masks) line = pattern.Replace(line, mask);
        return Cut(line, MaxLength);
    }

    /// <summary>An exception's message as it may be recorded; its type's name where it has none.</summary>
    /// <param name="error">What was thrown.</param>
    public static string Of(Exception? error)
    {
        try
        {
            return Of(error?.Message) ?? error?.GetType().Name ?? Unknown;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A message is code of others.
            return Unknown;
        }
    }

    private static string FirstLine(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = text.IndexOfAny(LineEnds);
        if (end >= 0) text = text[..end];
        return Printable(text.Length > MaxScanned ? WholeWords(text[..MaxScanned]) : text);
    }

    // Half a secret would pass for a word.
    private static ReadOnlySpan<char> WholeWords(ReadOnlySpan<char> text) => text.LastIndexOf(' ') is > 0 and var space ? text[..space] : [];

    private static string Printable(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text) result.Append(char.IsControl(c) ? ' ' : c);
        return result.ToString().Trim();
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    // The host stays, since it says who failed; user, path and query go.
    [GeneratedRegex("""\b([a-z][a-z0-9+.-]{1,15}://)(?:[^\s/@"'<>]{0,200}@)?([^\s/?#"'<>)]*)[^\s"'<>)]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex("""[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+""", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex("""(\b(?:api[ _-]?key|access[ _-]?key|access[ _-]?token|auth[ _-]?token|authorization|token|secret|password|passwd|pwd)["']?\s{0,3}[:=]\s{0,3}["']?(?:Bearer\s+|Basic\s+)?)[^\s"',;)]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedSecret();

    [GeneratedRegex("""\b(Bearer|Basic)\s+(?=\S{0,200}\d)[\w.~+/=-]{8,}""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex("""\b(?:sk|pk|rk|xox[a-z]|gh[a-z]|github_pat|glpat|hf|npm|pypi|SG|ya29|eyJ|AKIA|ASIA|AIza)(?:[-_.][\w.-]{8,}|[\w.-]{14,})""", RegexOptions.CultureInvariant)]
    private static partial Regex KnownToken();

    [GeneratedRegex("""\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    // Letters and digits mixed, longer than words are.
    [GeneratedRegex("""\b(?=\w{0,64}\d)(?=\w{0,64}[A-Za-z])\w{20,}=*""", RegexOptions.CultureInvariant)]
    private static partial Regex RandomText();

    [GeneratedRegex("""(["'`])(?:~?/|[A-Za-z]:[\\/]|\\\\)[^"'`]*\1""", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedPath();

    [GeneratedRegex("""(^|[\s"'`(\[=:,])(?:~/|/(?=[^\s/])|[A-Za-z]:[\\/]|\\\\)[^\s"'`()\[\],;:]+""", RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePath();

    // Two separators, or one before a file's ending; openai/gpt-4.1 and application/json are none.
    [GeneratedRegex("""(?<![\w<./\\:-])(?![\d/]+\b)(?:[\w.@-]*(?:[\\/][\w.@-]+){2,}|[\w.@-]+[\\/][\w.@-]*\.[A-Za-z]\w{0,5}\b|[\w.@-]+\\[\w.@-]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex RelativePath();
}
