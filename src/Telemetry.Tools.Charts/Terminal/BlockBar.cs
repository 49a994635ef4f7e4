namespace Telemetry.Tools.Charts;

/// <summary>Lengths in eighths of a cell.</summary>
internal static class BlockBar
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>A bar of a length in cells. What is not zero is never invisible.</summary>
    public static string Full(double cells, bool unicode)
    {
        if (!unicode)
            return new string('#', cells > 0 ? Math.Max(1, (int)Math.Round(cells)) : 0);
        int eighths = cells > 0 ? Math.Max(1, (int)Math.Round(cells * 8)) : 0;
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "");
    }

    /// <summary>Fillings that can be told apart without colour, by the order of a series. Failures have one of their own.</summary>
    public static char Filling(int order, bool failure, bool unicode) => unicode
        ? failure ? '▒' : "█▓░▚▞▖"[order % 6]
        : failure ? 'x' : "#=+o*:"[order % 6];
}
