using System.Net;

namespace Telemetry.Tools.Cli;

/// <summary>Writes HTML that is well-formed XML too; text is always encoded.</summary>
internal sealed class HtmlText(TextWriter output)
{
    /// <summary>Markup of ours, as it is.</summary>
    public void Line(string markup) => output.WriteLine(markup);

    /// <summary>An element that holds text from anywhere.</summary>
    public void Element(string name, string text, string? cssClass = null) =>
        output.WriteLine($"<{name}{(cssClass is null ? "" : $" class=\"{cssClass}\"")}>{Encode(text)}</{name}>");

    /// <summary>Text made harmless for element content and attribute values.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(SafeText.Of(text));
}
