using System.Text.RegularExpressions;

namespace Telemetry.Tools.Server;

/// <summary>What is kept of an error's message: the first line, 200 characters, with paths and what looks like a secret masked.</summary>
internal static partial class ErrorText
{
    /// <summary>Bytes of an error that are taken at all.</summary>
    public const int MaxRead = 16 * 1024;

    private const int MaxLength = 200;
    private const int MaxMasked = 1000;

    /// <summary>The text to keep.</summary>
    public static string Of(string error)
    {
        var end = error.AsSpan().IndexOfAny('\r', '\n');
        var line = (end < 0 ? error : error[..end]).Trim();
        line = Cut(line, MaxMasked);
        return Cut(Secret().Replace(Path().Replace(line, "<path>"), "<secret>"), MaxLength);
    }

    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }

    // A folder and something in it, of Unix, of the home folder or of Windows; not the // of an address and not a fraction.
    [GeneratedRegex(@"(?<![\w:/.<])(~|\.{1,2})?/[^\s'""<>:,;()/]+/[^\s'""<>:,;()]*|(?<![\w:/.])~/[^\s'""<>:,;()]+|\b[A-Za-z]:\\[^\s'""<>,;()]+|\\\\[^\s'""<>,;()]+", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@"\b(sk|pk|ghp|gho|ghs|xox[abprs]|AKIA|tt)[-_][\w-]{8,}|\bBearer\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w.-]+|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}|[\w.+-]+@[\w-]+\.[\w.-]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
