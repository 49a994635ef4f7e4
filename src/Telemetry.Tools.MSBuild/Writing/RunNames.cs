using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.MSBuild;

/// <summary>Names as they may stand in a record: whatever a project calls its targets, no record holds control characters or pages of text.</summary>
internal static partial class RunNames
{
    public const int MaximumLength = 200;

    private static readonly string[] Canonical = ["Restore", "Build", "Rebuild", "Clean", "Publish", "Pack", "VSTest"];

    /// <summary>The name a target is recorded by: SDK names in their own case (<c>dotnet pack</c> asks for <c>pack</c>), the test platform's build as <c>Build</c>, the rest without escapes and control characters.</summary>
    public static string Target(string name)
    {
        if (name.Equals("_MTPBuild", StringComparison.OrdinalIgnoreCase)) return "Build";
        return Array.Find(Canonical, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? Clean(name) ?? "?";
    }

    /// <summary>The domain of a run, or null where the text is no valid one.</summary>
    public static string? Domain(string? text) => text is not null && DomainPattern().IsMatch(text) ? text : null;

    /// <summary>The text on one line without escape sequences, control and formatting characters, at most <see cref="MaximumLength"/> long; null where nothing is left.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var plain = text.Length <= MaximumLength && text.All(IsHarmless) ? text : Rebuilt(EscapeSequence().Replace(text[..Math.Min(text.Length, 20 * MaximumLength)], ""));
        return plain.Length == 0 ? null : plain;
    }

    private static bool IsHarmless(char character) => character is >= ' ' and < (char)0x7f;

    private static string Rebuilt(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaximumLength) break;
            if (IsShown(rune)) clean.Append(rune);
        }

        return clean.ToString().Trim();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]?|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_]?)|\x9b[0-?]*[ -/]*[@-~]?")]
    private static partial Regex EscapeSequence();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex DomainPattern();
}
