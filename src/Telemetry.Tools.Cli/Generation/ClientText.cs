using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>Texts of a schema in the source of other languages.</summary>
internal static class ClientText
{
    /// <summary>A string literal, which is the same in JSON, JavaScript and Python.</summary>
    public static string Literal(string text) => $"\"{string.Concat(text.Select(Escape))}\"";

    /// <summary>A description on one line; what could end a comment or a string is taken apart.</summary>
    public static string Comment(string? text, string otherwise)
    {
        var line = string.Join(' ', (text ?? otherwise).Split(['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(line.Where(letter => !char.IsControl(letter))).Replace("*/", "* /").Replace("\\", "/").Replace("\"", "'");
    }

    /// <summary>A name that the language takes: other characters become underscores, and a name that is taken gets one behind it.</summary>
    public static string Identifier(string name, IReadOnlySet<string> taken)
    {
        var made = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '_'));
        if (made.Length == 0 || char.IsAsciiDigit(made[0])) made = "_" + made;
        return taken.Contains(made) ? made + "_" : made;
    }

    // The line separators end a line in older JavaScript.
    private static string Escape(char letter) => letter switch
    {
        '"' or '\\' => $"\\{letter}",
        < ' ' or '\u007f' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
        _ => letter.ToString(),
    };
}
