using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Reports;

/// <summary>Makes text from outside harmless for a terminal: control characters and direction marks are shown, not obeyed.</summary>
internal static class SafeText
{
    /// <summary>The text with every harmful character as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        foreach (var c in text)
        {
            if (IsHarmful(c)) return Escape(text);
        }

        return text;
    }

    /// <summary>The same, cut to a number of characters with an ellipsis.</summary>
    public static string Of(string text, int length)
    {
        var safe = Of(text);
        if (safe.Length <= length) return safe;
        var end = Math.Max(0, length - 1);
        if (end > 0 && char.IsHighSurrogate(safe[end - 1])) end--;
        return safe[..end] + "…";
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsHarmful(c)) result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else result.Append(c);
        }

        return result.ToString();
    }

    private static bool IsHarmful(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
