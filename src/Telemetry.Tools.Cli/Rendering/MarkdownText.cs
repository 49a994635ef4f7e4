using System.Text;

namespace Telemetry.Tools.Cli;

/// <summary>Text in Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>The text without anything that Markdown, or the HTML inside it, would take as markup.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in SafeText.Of(text)) Append(result, c);
        return result.ToString();
    }

    private static void Append(StringBuilder result, char c)
    {
        switch (c)
        {
            case '<': result.Append("&lt;"); break;
            case '>': result.Append("&gt;"); break;
            case '&': result.Append("&amp;"); break;
            case '@': result.Append("&#64;"); break;
            case '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' or '~' or '!': result.Append('\\').Append(c); break;
            default: result.Append(c); break;
        }
    }
}
