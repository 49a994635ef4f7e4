using System.Globalization;

namespace Telemetry.Tools.Charts;

/// <summary>Numbers without or with the units that are no durations.</summary>
internal static class NumberFormat
{
    private static readonly string[] ShortNames = ["", "k", "M", "B", "T"];
    private static readonly string[] ByteNames = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Plain(double value)
    {
        double size = Math.Abs(value);
        if (size == 0)
            return "0";
        if (size >= 1e15 || size < 1e-4)
            return Scientific(value);
        if (size >= 1000 || value == Math.Round(value))
            return Signed(value, "#,0");
        return Signed(value, size >= 100 ? "0.#" : size >= 10 ? "0.#" : size >= 1 ? "0.##" : size >= 0.1 ? "0.###" : size >= 0.01 ? "0.####" : size >= 0.001 ? "0.#####" : "0.######");
    }

    public static string Scientific(double value) => Signed(value, "0.##e0");

    // The true minus sign has the width of a digit; a hyphen reads as a range.
    public static string Signed(double value, string format)
    {
        string text = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "−" + text : text;
    }

    public static string Short(double value)
    {
        double size = Math.Abs(value);
        if (size < 1000)
            return Plain(value);
        int step = 0;
        while (size >= 999.5 && step < ShortNames.Length - 1)
            (size, step) = (size / 1000, step + 1);
        return size >= 1e6 ? Scientific(value) : Signed(Math.Sign(value) * size, size < 9.995 ? "0.##" : size < 99.95 ? "0.#" : "#,0") + ShortNames[step];
    }

    public static string Dollars(double value)
    {
        double size = Math.Abs(value);
        string text = size switch
        {
            0 => "0.00",
            >= 1e15 => Scientific(size),
            >= 99_999.5 => size.ToString("#,0", CultureInfo.InvariantCulture),
            >= 0.0995 => size.ToString("#,0.00", CultureInfo.InvariantCulture),
            >= 0.00995 => size.ToString("0.000", CultureInfo.InvariantCulture),
            >= 0.000995 => size.ToString("0.0000", CultureInfo.InvariantCulture),
            >= 0.0000995 => size.ToString("0.00000", CultureInfo.InvariantCulture),
            _ => Scientific(size),
        };
        return (value < 0 ? "−$" : "$") + text;
    }

    public static string Percent(double value)
    {
        double size = Math.Abs(value);
        // 99.96 % must not read as "100 %", nor 0.04 % as "0 %": somebody would miss the one failure.
        string format = size is > 99.9 and < 100 or > 0 and < 0.1 ? "0.###" : "#,0.#";
        return Signed(value, size is > 0 and < 0.001 ? "0.##e0" : format) + " %";
    }

    public static string Bytes(double value)
    {
        double size = Math.Abs(value);
        int step = 0;
        while (size >= 999.5 && step < ByteNames.Length - 1)
            (size, step) = (size / 1000, step + 1);
        string format = step == 0 ? "0.##" : size < 9.95 ? "0.0" : size < 99.95 ? "0.#" : "#,0";
        return Signed(value < 0 ? -size : size, size >= 1e15 || size is > 0 and < 0.01 ? "0.##e0" : format) + " " + ByteNames[step];
    }
}
