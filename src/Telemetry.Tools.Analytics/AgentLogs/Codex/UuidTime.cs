using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The time inside a UUID of version 7.</summary>
internal static class UuidTime
{
    /// <summary>Milliseconds since 1970, or <see langword="null"/> where the text is no UUIDv7.</summary>
    public static long? Of(string? text) =>
        text is { Length: 36 } && text[14] == '7' && Guid.TryParseExact(text, "D", out _)
        && long.TryParse(string.Concat(text.AsSpan(0, 8), text.AsSpan(9, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var time)
            ? time
            : null;
}
