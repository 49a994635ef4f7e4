using System.Net;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>Writes a page. Text from anywhere is made harmless; nothing is inline but SVG.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup that was written here, in this project.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Text.</summary>
    public Html Text(string? text)
    {
        _text.Append(Encode(text ?? ""));
        return this;
    }

    /// <summary>Text whose line ends count.</summary>
    public Html Lines(string text) => Raw(string.Join('\n', text.Split('\n').Select(Encode)));

    /// <summary>An element that holds text.</summary>
    public Html Element(string name, string? text, string? cssClass = null)
    {
        _text.Append('<').Append(name);
        if (cssClass is not null) _text.Append(" class=\"").Append(cssClass).Append('"');
        _text.Append('>').Append(Encode(text ?? "")).Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>A link.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="text">What it says.</param>
    /// <param name="attributes">More attributes, as markup written here.</param>
    public Html Link(string address, string text, string attributes = "")
    {
        _text.Append("<a href=\"").Append(Encode(address)).Append('"');
        if (attributes.Length > 0) _text.Append(' ').Append(attributes);
        _text.Append('>').Append(Encode(text)).Append("</a>");
        return this;
    }

    /// <summary>A field that a form sends along unseen.</summary>
    public Html Hidden(string name, string value) => Raw($"<input type=\"hidden\" name=\"{name}\" value=\"{Encode(value)}\">");

    /// <summary>The page.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Text for element content and attribute values; control and direction marks are left out.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(new string([.. text.Where(letter => !IsHarmful(letter))]));

    private static bool IsHarmful(char letter) => char.IsControl(letter) || letter is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
