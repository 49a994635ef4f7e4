using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a value from plain text, as filters and <c>field=value</c> pairs give it.</summary>
internal static class ScalarText
{
    /// <summary>Whether the value is kept as its text alone.</summary>
    public static bool IsText(FieldKind kind) => kind is FieldKind.String or FieldKind.Enum;

    /// <summary>Reads the text as the kind; <see langword="false"/> where it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, FieldKind kind, DurationUnit unit, ref Cell cell)
    {
        cell.State = CellState.Value;
        switch (kind)
        {
            case FieldKind.String or FieldKind.Enum: return true;
            case FieldKind.Int32: return TryWhole(text, out cell.Number) && cell.Number is >= int.MinValue and <= int.MaxValue;
            case FieldKind.Int64: return TryWhole(text, out cell.Number);
            case FieldKind.Double: return TryReal(text, out var real) && CellValues.Set(ref cell, real);
            case FieldKind.Decimal: return TryDecimal(text, out var exact) && CellValues.Set(ref cell, exact);
            case FieldKind.Duration: return NumberText.Read(text, unit, out TimeSpan span) == text.Length && text.Length > 0 && CellValues.Set(ref cell, span, unit);
            case FieldKind.Bool: return TryTruth(text, ref cell);
            case FieldKind.Timestamp: return TimeText.TryRead(text, out var time) && CellValues.Set(ref cell, BucketMath.ToMicros(time));
            case FieldKind.Date: return TimeText.TryReadDate(text, out var day) && CellValues.Set(ref cell, day.DayNumber);
            case FieldKind.Uuid: return Guid.TryParseExact(Encoding.UTF8.GetString(text), "D", out _);
            case FieldKind.Sha256: return Sha256.TryParse(text, out _);
            default: return false;
        }
    }

    /// <summary>Reads a number whatever its kind is to be.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value) => NumberText.Read(text, out value) == text.Length && text.Length > 0;

    private static bool TryWhole(ReadOnlySpan<byte> text, out long value) => NumberText.Read(text, out value) == text.Length && text.Length > 0;

    private static bool TryReal(ReadOnlySpan<byte> text, out double value)
    {
        if (text.Length > 0 && NumberText.Read(text, out value) == text.Length) return true;
        value = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }

    private static bool TryTruth(ReadOnlySpan<byte> text, ref Cell cell)
    {
        cell.Number = Ascii.EqualsIgnoreCase(text, "true"u8) ? 1 : 0;
        return cell.Number == 1 || Ascii.EqualsIgnoreCase(text, "false"u8);
    }
}
