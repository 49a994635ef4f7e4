using System.Globalization;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Analytics;

/// <summary>What equal errors have in common: small letters, hexadecimal numbers as <c>0x#</c>, digits as <c>#</c>, single spaces, 120 characters. The rule of bosun's work stream.</summary>
public static partial class ErrorFingerprint
{
    private const int MaxLength = 120;

    // Messages are 200 characters when our own programs record them; what others wrote may be longer.
    private const int MaxScanned = 1_000;

    /// <summary>The fingerprint of a message; the empty text for none.</summary>
    public static string Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message)) return "";
        var text = (message.Length > MaxScanned ? message[..MaxScanned] : message).ToLower(CultureInfo.InvariantCulture);
        text = Spaces().Replace(Digits().Replace(Hexadecimal().Replace(text, "0x#"), "#"), " ").Trim();
        if (text.Length <= MaxLength) return text;
        return text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    [GeneratedRegex("0x[0-9a-f]+", RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();

    // The # of 0x# stays, and its 0 is none.
    [GeneratedRegex("(?!0x#)[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
