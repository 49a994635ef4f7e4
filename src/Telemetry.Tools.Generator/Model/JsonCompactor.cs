using System.Text;

namespace Telemetry.Tools.Generator;

/// <summary>Takes white space, comments and trailing commas out of a schema file that the parser accepted.</summary>
internal static class JsonCompactor
{
    private const string NameProperty = "\"schema\"";

    /// <summary>The file's content as one line of JSON, and where the stream's name stands in the file.</summary>
    public static string Compact(string text, out int nameStart, out int nameLength)
    {
        var result = new StringBuilder();
        var depth = 0;
        var hasComma = false;
        (nameStart, nameLength) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var length = TokenLength(text, at, out var isBlank);
            var (start, first) = (at, text[at]);
            at += length;
            if (isBlank) continue;
            if (first == ',')
            {
                hasComma = true;
                continue;
            }

            if (hasComma && first is not ('}' or ']')) result.Append(',');
            hasComma = false;
            if (nameLength == 0 && depth == 1 && first == '"' && EndsWithName(result)) (nameStart, nameLength) = (start, length);
            depth += first is '{' or '[' ? 1 : first is '}' or ']' ? -1 : 0;
            result.Append(text, start, length);
        }

        return result.ToString();
    }

    private static bool EndsWithName(StringBuilder result)
    {
        if (result.Length <= NameProperty.Length || result[result.Length - 1] != ':') return false;
        for (var i = 0; i < NameProperty.Length; i++)
        {
            if (result[result.Length - 1 - NameProperty.Length + i] != NameProperty[i]) return false;
        }

        return true;
    }

    private static int TokenLength(string text, int at, out bool isBlank)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        isBlank = char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF';
        if (isBlank) return 1;
        if (text[at] == '"') return StringLength(text, at);
        if (text[at] != '/') return 1;
        isBlank = true;
        var end = next == '*' ? text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2 : text.IndexOfAny(['\r', '\n'], at);
        return end < at + 2 ? text.Length - at : end - at;
    }

    private static int StringLength(string text, int at)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '"') return end + 1 - at;
            if (text[end] == '\\') end++;
        }

        return text.Length - at;
    }
}
