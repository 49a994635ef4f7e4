using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>The columns of a stream's Parquet file: one for each path, as in CSV. Fields of several events that share a path share the column.</summary>
internal static class ParquetColumns
{
    /// <summary>The columns, in the order of the schema.</summary>
    public static ParquetColumn[] Of(StreamLayout layout) =>
        [.. layout.Columns.GroupBy(column => column.Path).Select(same => new ParquetColumn(same.Key, Common([.. same.Select(column => TypeOf(column.Kind)).Distinct()])))];

    // What two events write in different ways is text, as in CSV; whole numbers become the wider ones.
    private static ParquetType Common(ParquetType[] types) => types switch
    {
        [var only] => only,
        _ when types.All(type => type is ParquetType.Int32 or ParquetType.Int64) => ParquetType.Int64,
        _ => ParquetType.Text,
    };

    private static ParquetType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Int32 => ParquetType.Int32,
        FieldKind.Int64 => ParquetType.Int64,
        FieldKind.Double or FieldKind.Duration => ParquetType.Real,
        FieldKind.Decimal => ParquetType.Decimal,
        FieldKind.Bool => ParquetType.Bool,
        FieldKind.Timestamp => ParquetType.Timestamp,
        FieldKind.Date => ParquetType.Date,
        FieldKind.Uuid => ParquetType.Uuid,
        FieldKind.List or FieldKind.Map or FieldKind.Json or FieldKind.Object => ParquetType.Json,
        _ => ParquetType.Text,
    };
}
