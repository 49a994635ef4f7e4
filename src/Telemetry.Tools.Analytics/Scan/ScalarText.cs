using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>The text of one value to a cell, by kind. Used for JSON values, CSV cells and the values of filters.</summary>
internal static class ScalarText
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Whether the value is kept as its text alone.</summary>
    public static bool IsText(FieldKind kind) => kind is FieldKind.String or FieldKind.Enum;

    /// <summary>Reads a JSON number; <see langword="false"/> where the kind takes no numbers or not this one.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, FieldKind kind, ref Cell cell)
    {
        cell.State = CellState.Value;
        switch (kind)
        {
            case FieldKind.Int32:
                return TryReadInteger(text, out cell.Number) && cell.Number is >= int.MinValue and <= int.MaxValue;
            case FieldKind.Int64:
                return TryReadInteger(text, out cell.Number);
            case FieldKind.Double:
                return double.TryParse(text, Number, CultureInfo.InvariantCulture, out cell.Real) && double.IsFinite(cell.Real) && SetNano(ref cell);
            case FieldKind.Decimal or FieldKind.Duration:
                return TryReadDecimal(text, ref cell);
            default:
                return false;
        }
    }

    /// <summary>Reads the text of a value that is not a JSON number.</summary>
    public static bool TryReadText(ReadOnlySpan<byte> text, FieldKind kind, ref Cell cell)
    {
        cell.State = CellState.Value;
        switch (kind)
        {
            case FieldKind.String or FieldKind.Enum: return true;
            case FieldKind.Timestamp: return TryReadTime(text, out cell.Number);
            case FieldKind.Date: return TryReadDate(text, out cell.Number);
            case FieldKind.Uuid: return text.Length == 36 && Utf8Parser.TryParse(text, out Guid _, out var used) && used == 36;
            case FieldKind.Sha256: return text.Length == 64 && text.IndexOfAnyExcept(Hex) < 0;
            case FieldKind.Double: return TryReadUnfinite(text, ref cell);
            default: return false;
        }
    }

    /// <summary>Reads text where any kind is written without JSON's types: CSV cells, filters.</summary>
    public static bool TryReadAny(ReadOnlySpan<byte> text, FieldKind kind, ref Cell cell)
    {
        if (kind == FieldKind.Bool) return TryReadTruth(text, ref cell);
        var isNumber = kind is FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal or FieldKind.Duration;
        if (isNumber && TryReadNumber(text, kind, ref cell)) return true;
        return TryReadText(text, kind, ref cell);
    }

    /// <summary>Keeps the canonical text of a cell in the row.</summary>
    public static void Keep(ReadOnlySpan<byte> text, FieldKind kind, Row row, ref Cell cell)
    {
        if (IsText(kind)) row.Keep(ref cell, text);
        else if (kind is FieldKind.Uuid or FieldKind.Sha256) KeepLower(text, row, ref cell);
    }

    /// <summary>A timestamp in microseconds since 1970: ISO 8601 with <c>T t</c> or a space, up to nine decimals, <c>Z</c>, an offset, or nothing (UTC).</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (!TimeText.TryRead(text, out var time)) return false;
        micros = BucketMath.ToMicros(time);
        return true;
    }

    private static void KeepLower(ReadOnlySpan<byte> text, Row row, ref Cell cell)
    {
        var room = row.Reserve(text.Length);
        System.Text.Ascii.ToLower(text, room, out var written);
        row.Keep(ref cell, written);
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out long day)
    {
        var isDate = TimeText.TryReadDate(text, out var date);
        day = date.DayNumber;
        return isDate;
    }

    // 1.0 and 1e2 are whole numbers too.
    private static bool TryReadInteger(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && text[0] != '+') return true;
        if (text.Length > 40 || !decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var exact)) return false;
        if (exact != decimal.Truncate(exact) || exact > long.MaxValue || exact < long.MinValue) return false;
        value = (long)exact;
        return exact != 0 || text.IndexOfAnyInRange((byte)'1', (byte)'9') is var digit && (digit < 0 || text[..digit].IndexOfAny((byte)'e', (byte)'E') >= 0);
    }

    private static bool TryReadDecimal(ReadOnlySpan<byte> text, ref Cell cell)
    {
        if (!decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var exact)) return false;
        if (!Nanos.TryFrom(exact, out cell.Nano)) cell.State = CellState.Unsummable;
        cell.Real = (double)exact;
        return true;
    }

    private static bool SetNano(ref Cell cell)
    {
        if (!Nanos.TryFrom(cell.Real, out cell.Nano)) cell.State = CellState.Unsummable;
        return true;
    }

    private static bool TryReadUnfinite(ReadOnlySpan<byte> text, ref Cell cell)
    {
        if (text.SequenceEqual("NaN"u8)) cell.Real = double.NaN;
        else if (text.SequenceEqual("Infinity"u8)) cell.Real = double.PositiveInfinity;
        else if (text.SequenceEqual("-Infinity"u8)) cell.Real = double.NegativeInfinity;
        else return false;
        cell.State = CellState.Unsummable;
        return true;
    }

    private static bool TryReadTruth(ReadOnlySpan<byte> text, ref Cell cell)
    {
        cell.State = CellState.Value;
        cell.Number = text.SequenceEqual("true"u8) ? 1 : 0;
        return cell.Number == 1 || text.SequenceEqual("false"u8);
    }
}
