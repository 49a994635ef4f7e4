namespace Telemetry.Tools.Analytics;

/// <summary>A column of a Parquet file; each of its values may be null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
internal sealed record ParquetColumn(string Name, ParquetType Type)
{
    /// <summary>Number of the type in which the values are stored, as the format's <c>Type</c> has it.</summary>
    public int Physical => Type switch
    {
        ParquetType.Bool => 0,
        ParquetType.Int32 or ParquetType.Date => 1,
        ParquetType.Int64 or ParquetType.Timestamp => 2,
        ParquetType.Real => 5,
        ParquetType.Text or ParquetType.Json => 6,
        _ => 7,
    };

    /// <summary>Whether a value's length must stand before it.</summary>
    public bool HasLengths => Type is ParquetType.Text or ParquetType.Json;

    /// <summary>Whether a value is 16 bytes of the type that says its length in the schema.</summary>
    public bool IsFixed => Type is ParquetType.Decimal or ParquetType.Uuid;
}
