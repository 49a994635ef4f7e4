namespace Telemetry.Tools.Analytics;

/// <summary>What a column of a Parquet file holds.</summary>
internal enum ParquetType
{
    /// <summary>Text in UTF-8.</summary>
    Text,

    /// <summary>JSON as text.</summary>
    Json,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Doubles.</summary>
    Real,

    /// <summary>Decimals in billionths, 38 digits in all: more than any decimal of the schema has before its point, and as fine as money is added up.</summary>
    Decimal,

    /// <summary>Truth.</summary>
    Bool,

    /// <summary>Microseconds since 1970 (UTC).</summary>
    Timestamp,

    /// <summary>Days since 1970.</summary>
    Date,

    /// <summary>UUIDs, 16 bytes.</summary>
    Uuid,
}
