using System.Globalization;

namespace Telemetry.Tools.Cli;

/// <summary>Sizes of files for people, in decimal units. Stands here so that <c>status</c> need not load the charts.</summary>
internal static class SizeText
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary><c>512 B</c>, <c>22.3 kB</c>, <c>1.5 GB</c>.</summary>
    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 999.95 && unit < Units.Length - 1; unit++) value /= 1000;
        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
