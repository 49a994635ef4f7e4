using System.Buffers;

namespace Telemetry.Tools.Analytics;

/// <summary>What stands at the end of a Parquet file: columns, row groups and their places. The numbers are those of the format's <c>parquet.thrift</c>.</summary>
internal sealed class ParquetFooter
{
    private const int FormatVersion = 2;
    private const int Gzip = 2;
    private const int Optional = 1;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly CompactWriter _thrift;

    private ParquetFooter() => _thrift = new CompactWriter(_bytes);

    private static string CreatedBy { get; } = $"Telemetry.Tools version {typeof(ParquetFooter).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The bytes.</summary>
    public static ReadOnlySpan<byte> Make(ParquetColumn[] columns, IReadOnlyList<RowGroupPlace> groups, IReadOnlyList<(string Name, string Text)> about)
    {
        var footer = new ParquetFooter();
        footer._thrift.Struct(() => footer.WriteFile(columns, groups, about));
        return footer._bytes.WrittenSpan;
    }

    private void WriteFile(ParquetColumn[] columns, IReadOnlyList<RowGroupPlace> groups, IReadOnlyList<(string Name, string Text)> about)
    {
        _thrift.Field(1, FormatVersion);
        _thrift.Fields(2, [null, .. columns], column => WriteElement(column, columns.Length));
        _thrift.Field(3, groups.Sum(group => group.Rows));
        _thrift.Fields(4, groups, WriteGroup);
        _thrift.Fields(5, about, pair =>
        {
            _thrift.Field(1, pair.Name);
            _thrift.Field(2, pair.Text);
        });
        _thrift.Field(6, CreatedBy);

        // Each column's bounds are in the order of its type.
        _thrift.Fields(7, columns, _ => _thrift.Field(1, () => { }));
    }

    // The first element is the row itself.
    private void WriteElement(ParquetColumn? column, int columns)
    {
        if (column is null)
        {
            _thrift.Field(4, "schema");
            _thrift.Field(5, columns);
            return;
        }

        _thrift.Field(1, column.Physical);
        if (column.IsFixed) _thrift.Field(2, 16);
        _thrift.Field(3, Optional);
        _thrift.Field(4, column.Name);
        if (ConvertedType(column.Type) is { } converted) _thrift.Field(6, converted);
        if (column.Type == ParquetType.Decimal)
        {
            _thrift.Field(7, DecimalScale);
            _thrift.Field(8, DecimalDigits);
        }

        if (LogicalType(column.Type) is { } logical) _thrift.Field(10, () => _thrift.Field(logical, () => WriteLogical(column.Type)));
    }

    private const int DecimalScale = 9;
    private const int DecimalDigits = 38;

    // For readers older than the logical types.
    private static int? ConvertedType(ParquetType type) => type switch
    {
        ParquetType.Text => 0,
        ParquetType.Decimal => 5,
        ParquetType.Date => 6,
        ParquetType.Timestamp => 10,
        ParquetType.Json => 19,
        _ => null,
    };

    private static int? LogicalType(ParquetType type) => type switch
    {
        ParquetType.Text => 1,
        ParquetType.Decimal => 5,
        ParquetType.Date => 6,
        ParquetType.Timestamp => 8,
        ParquetType.Json => 12,
        ParquetType.Uuid => 14,
        _ => null,
    };

    private void WriteLogical(ParquetType type)
    {
        const int Micros = 2;
        if (type == ParquetType.Decimal)
        {
            _thrift.Field(1, DecimalScale);
            _thrift.Field(2, DecimalDigits);
        }
        else if (type == ParquetType.Timestamp)
        {
            _thrift.Field(1, value: true);
            _thrift.Field(2, () => _thrift.Field(Micros, () => { }));
        }
    }

    private void WriteGroup(RowGroupPlace group)
    {
        _thrift.Fields(1, group.Chunks, chunk =>
        {
            _thrift.Field(2, 0L);
            _thrift.Field(3, () => WriteChunk(chunk));
        });
        _thrift.Field(2, group.Chunks.Sum(chunk => chunk.SizeBefore));
        _thrift.Field(3, group.Rows);
        if (group.Chunks is [var first, ..]) _thrift.Field(5, first.Start);
        _thrift.Field(6, group.Chunks.Sum(chunk => chunk.SizeAfter));
    }

    private void WriteChunk(ChunkPlace chunk)
    {
        _thrift.Field(1, chunk.Column.Physical);
        _thrift.Fields(2, chunk.Encodings);
        _thrift.Fields(3, [chunk.Column.Name]);
        _thrift.Field(4, Gzip);
        _thrift.Field(5, chunk.Values);
        _thrift.Field(6, chunk.SizeBefore);
        _thrift.Field(7, chunk.SizeAfter);
        _thrift.Field(9, chunk.DataStart);
        if (chunk.DataStart > chunk.Start) _thrift.Field(11, chunk.Start);
        _thrift.Field(12, () => WriteStatistics(chunk));
    }

    private void WriteStatistics(ChunkPlace chunk)
    {
        _thrift.Field(3, chunk.Nulls);
        if (chunk.Max is { } max) _thrift.Field(5, max.Bytes);
        if (chunk.Min is { } min) _thrift.Field(6, min.Bytes);
        if (chunk.Max is not null) _thrift.Field(7, chunk.Max.IsExact);
        if (chunk.Min is not null) _thrift.Field(8, chunk.Min.IsExact);
    }
}
