namespace Telemetry.Tools.Cli;

/// <summary>Inks as terminal codes. The two colours, a blue and a vermilion, are readable on dark and on light ground.</summary>
internal static class InkCodes
{
    /// <summary>Text in an ink.</summary>
    public static string Paint(string text, Ink ink) => ink switch
    {
        _ when text.Length == 0 => text,
        Ink.Strong => $"\u001b[1m{text}\u001b[0m",
        Ink.Accent => $"\u001b[38;5;32m{text}\u001b[0m",
        Ink.Failure => $"\u001b[38;5;166m{text}\u001b[0m",
        _ => text,
    };
}
