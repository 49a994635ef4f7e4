using System.Globalization;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A cell's value as text: what groups are called and what <c>~</c> looks into. One value has one text, however it was written.</summary>
internal static class CellText
{
    /// <summary>The text; made in the row's scratch where the line does not hold it as it is.</summary>
    public static ReadOnlySpan<byte> Of(Row row, ref Cell cell, FieldKind kind)
    {
        if (cell.Length == 0 && !ScalarText.IsText(kind)) Format(row, ref cell, kind);
        return row.Text(cell);
    }

    private static void Format(Row row, ref Cell cell, FieldKind kind)
    {
        switch (kind)
        {
            case FieldKind.Bool: row.Keep(ref cell, cell.Number == 1 ? "true"u8 : "false"u8); break;
            case FieldKind.Int32 or FieldKind.Int64: row.KeepNumber(ref cell, cell.Number); break;
            case FieldKind.Double: row.KeepNumber(ref cell, cell.Real); break;
            case FieldKind.Decimal or FieldKind.Duration: row.KeepNumber(ref cell, Nanos.ToDecimal(cell.Nano), "0.#########"); break;
            case FieldKind.Date: row.Keep(ref cell, Bytes(DateOnly.FromDayNumber((int)cell.Number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))); break;
            case FieldKind.Timestamp: row.Keep(ref cell, Bytes(ReportJson.Format(BucketMath.ToTime(cell.Number)))); break;
        }
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
