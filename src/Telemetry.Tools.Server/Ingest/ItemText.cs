using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>A string of an item: as it stands between its quotation marks, and what it means.</summary>
internal readonly ref struct ItemText
{
    /// <summary>Bytes that a name or an id may have at most.</summary>
    public const int MaxLength = 1024;

    private ItemText(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> value)
    {
        Raw = raw;
        Value = value;
        IsSet = true;
    }

    /// <summary>The bytes between the quotation marks, escapes and all.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>The text in UTF-8.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Whether there is a text: neither missing nor null.</summary>
    public bool IsSet { get; }

    /// <summary>Reads the string that the reader stands on.</summary>
    /// <param name="reader">Stands on a string, or on a name.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether every database takes it: no U+0000 and no half of a surrogate pair.</returns>
    public static bool TryRead(scoped ref Utf8JsonReader reader, out ItemText text)
    {
        text = default;
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            text = new ItemText(raw, raw);
            return true;
        }

        if (!IsSound(raw)) return false;
        var value = new byte[raw.Length];
        text = new ItemText(raw, value.AsSpan(0, reader.CopyString(value)));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Value);

    /// <summary>Whether a line of JSON holds U+0000: its escape, and not a backslash with a text behind it that reads the same.</summary>
    public static bool HoldsNul(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            if (json[at..].StartsWith("\\u0000"u8)) return true;
            json = json[(at + 2)..];
        }

        return false;
    }

    private static bool IsSound(ReadOnlySpan<byte> raw)
    {
        var wantsLow = false;
        for (var at = 0; at < raw.Length; at++)
        {
            var unit = -1;
            if (raw[at] == '\\')
            {
                at++;
                if (raw[at] == 'u')
                {
                    unit = int.Parse(raw.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    at += 4;
                }
            }

            var isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (unit == 0 || isLow != wantsLow) return false;
            wantsLow = unit is >= 0xD800 and <= 0xDBFF;
        }

        return !wantsLow;
    }
}
