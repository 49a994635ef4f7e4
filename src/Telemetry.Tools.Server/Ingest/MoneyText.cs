using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Dollars as decimal text without a needless zero: <c>142.816</c>, <c>0</c>.</summary>
internal static class MoneyText
{
    /// <summary>The text of a count of billionths.</summary>
    public static string Of(Int128 nanos) => Nanos.ToDecimal(nanos).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>Reads plain decimal text: digits, at most one point, a sign.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal usd)
    {
        usd = 0;
        return text.Length is > 0 and <= 40 && decimal.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out usd);
    }

    /// <summary>Writes the text; how many bytes.</summary>
    public static int Write(Span<byte> to, long nanos)
    {
        Utf8Formatter.TryFormat(nanos / Nanos.One, to, out var length);
        var rest = nanos % Nanos.One;
        if (rest == 0) return length;
        to[length++] = (byte)'.';
        Utf8Formatter.TryFormat(rest, to[length..], out _, new System.Buffers.StandardFormat('D', 9));
        length += 9;
        while (to[length - 1] == '0') length--;
        return length;
    }
}
