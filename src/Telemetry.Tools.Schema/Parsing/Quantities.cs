using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>Reads sizes, durations and dates as a schema file writes them.</summary>
internal static class Quantities
{
    private static readonly (string Suffix, long Factor)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("kB", 1_000), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>Bytes, from <c>10MB</c>, <c>10MiB</c> or <c>10000000</c>.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        var (suffix, factor) = Sizes.First(size => text.EndsWith(size.Suffix, StringComparison.Ordinal));
        var digits = text.Substring(0, text.Length - suffix.Length).TrimEnd(' ');
        bytes = 0;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / factor) return false;
        bytes = number * factor;
        return true;
    }

    /// <summary>A span of time, from <c>365d</c>, <c>12h</c>, <c>30m</c>, <c>90s</c>, or several of them with spaces between.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        long seconds = 0;
        foreach (var part in text.Split(' '))
        {
            var factor = part.Length < 2 ? 0 : SecondsOf(part[part.Length - 1]);
            if (factor == 0 || !int.TryParse(part.Substring(0, part.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            seconds += number * factor;
        }

        if (seconds is <= 0 or > 100L * 366 * 86_400) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Whether the text is a day of the calendar, yyyy-MM-dd.</summary>
    public static bool IsDate(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static long SecondsOf(char unit) => unit switch { 'd' => 86_400, 'h' => 3_600, 'm' => 60, 's' => 1, _ => 0 };
}
