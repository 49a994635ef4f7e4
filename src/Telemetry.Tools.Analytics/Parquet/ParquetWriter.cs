using System.Buffers;
using System.Buffers.Binary;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes a Parquet file of flat columns straight on; of the rows it keeps those of one row group, compressed. The same rows give the same bytes.</summary>
internal sealed class ParquetWriter
{
    private static readonly byte[] Magic = [.. "PAR1"u8];

    private readonly Stream _output;
    private readonly ParquetColumn[] _columns;
    private readonly ParquetLimits _limits;
    private readonly List<RowGroupPlace> _groups = [];
    private readonly ColumnChunkWriter[] _chunks;
    private long _position = Magic.Length;
    private long _bytes;
    private int _rows;

    public ParquetWriter(Stream output, IEnumerable<ParquetColumn> columns, ParquetLimits? limits = null)
    {
        (_output, _columns, _limits) = (output, [.. columns], limits ?? new ParquetLimits());
        Row = new ParquetRow(_columns.Length);
        var body = new ArrayBufferWriter<byte>(_limits.PageBytes);
        _chunks = [.. _columns.Select(column => new ColumnChunkWriter(column, _limits, body))];
        _output.Write(Magic);
    }

    /// <summary>The row that is being filled.</summary>
    public ParquetRow Row { get; }

    /// <summary>Takes the row; the next one begins with nulls.</summary>
    public void EndRow()
    {
        for (var i = 0; i < _chunks.Length; i++)
        {
            if (Row.TryGet(i, out var value)) _bytes += _chunks[i].Add(value);
            else _chunks[i].AddNull();
        }

        Row.Clear();
        if (++_rows >= _limits.GroupRows || _bytes >= _limits.GroupBytes) EndGroup();
    }

    /// <summary>Writes what is left and what a reader begins with.</summary>
    /// <param name="about">Names and texts that the file says about itself.</param>
    public void End(IReadOnlyList<(string Name, string Text)> about)
    {
        EndGroup();
        var footer = ParquetFooter.Make(_columns, _groups, about);
        _output.Write(footer);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        _output.Write(length);
        _output.Write(Magic);
        _output.Flush();
    }

    private void EndGroup()
    {
        if (_rows == 0) return;
        var places = new ChunkPlace[_chunks.Length];
        for (var i = 0; i < _chunks.Length; i++)
        {
            places[i] = _chunks[i].WriteTo(_output, _position);
            _position += places[i].SizeAfter;
        }

        _groups.Add(new RowGroupPlace(_rows, places));
        (_rows, _bytes) = (0, 0);
    }
}
