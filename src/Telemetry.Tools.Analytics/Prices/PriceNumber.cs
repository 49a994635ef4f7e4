using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads numbers of price tables, which are numbers or texts, and exact.</summary>
internal static class PriceNumber
{
    /// <summary>A price, or <see langword="null"/> where there is none that makes sense (missing, negative, no number).</summary>
    public static decimal? Get(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number < 1_000_000_000 ? number : null;
    }

    /// <summary>A whole number of tokens.</summary>
    public static long? GetTokens(JsonElement owner, string name) => Get(owner, name) is { } number ? (long)number : null;
}
