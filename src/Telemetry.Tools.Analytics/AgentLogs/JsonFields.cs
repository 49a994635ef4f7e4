using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Takes values as logs have them: numbers that are texts, times that are numbers, nulls anywhere. The reader stands on the value, and on its last token afterwards.</summary>
internal static class JsonFields
{
    /// <summary>The most tokens one count may name; more is a broken log.</summary>
    public const long MaxCount = 1_000_000_000_000;

    /// <summary>Whether the value is an object, now entered; any other value is passed over.</summary>
    public static bool Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    /// <summary>Whether the value is an array, now entered; any other value is passed over.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray) return true;
        reader.Skip();
        return false;
    }

    /// <summary>The next property's name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>A text; the last one again where it is equal, so that repeated values take no memory.</summary>
    public static string? Text(ref Utf8JsonReader reader, string? last = null)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (last is not null && reader.ValueTextEquals(last)) return last;
        var text = reader.GetString();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A count of tokens or requests; what is none is 0 and named in <paramref name="problem"/>.</summary>
    public static long Count(ref Utf8JsonReader reader, ref string? problem)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return 0;
        if (!TryNumber(ref reader, out var number))
        {
            problem ??= "a count is no number";
            reader.Skip();
            return 0;
        }

        return Checked(number, ref problem);
    }

    /// <summary>A number as a count of tokens or requests.</summary>
    public static long Checked(decimal number, ref string? problem)
    {
        if (number < 0) problem ??= "a count is negative";
        else if (number > MaxCount) problem ??= "a count is beyond reason";
        return problem is null ? (long)number : 0;
    }

    /// <summary>An amount of money; <see langword="null"/> where there is none that makes sense.</summary>
    public static decimal? Money(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (TryNumber(ref reader, out var number)) return number is >= 0 and < 1_000_000_000 ? number : null;
        reader.Skip();
        return null;
    }

    /// <summary>A truth value.</summary>
    public static bool Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.True) return true;
        reader.Skip();
        return false;
    }

    /// <summary>A time: ISO 8601, or a number of seconds, milliseconds, microseconds or nanoseconds since 1970.</summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)) return time.ToUniversalTime();
        if (TryNumber(ref reader, out var number)) return FromEpoch(number);
        if (reader.TokenType == JsonTokenType.String) return ParseTime(reader.GetString());
        reader.Skip();
        return null;
    }

    /// <summary>A time since 1970; its size tells the unit.</summary>
    public static DateTimeOffset? FromEpoch(decimal number)
    {
        var seconds = number switch
        {
            < 0 => -1,
            < 100_000_000_000m => number,
            < 100_000_000_000_000m => number / 1_000m,
            < 100_000_000_000_000_000m => number / 1_000_000m,
            _ => number / 1_000_000_000m,
        };
        return seconds is > 0 and < 100_000_000_000m ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    /// <summary>A time in any usual notation.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static bool TryNumber(ref Utf8JsonReader reader, out decimal number)
    {
        number = 0;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var whole))
            {
                number = whole;
                return true;
            }

            if (reader.TryGetDecimal(out number)) return true;
            number = reader.TryGetDouble(out var real) && real < 0 ? -1 : decimal.MaxValue;
            return true;
        }

        if (reader.TokenType != JsonTokenType.String) return false;
        var text = reader.GetString();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var large) || double.IsNaN(large)) return false;
        number = large < 0 ? -1 : decimal.MaxValue;
        return true;
    }
}
