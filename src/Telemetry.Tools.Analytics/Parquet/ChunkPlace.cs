namespace Telemetry.Tools.Analytics;

/// <summary>Where a column of a row group stands in the file, and what it holds.</summary>
/// <param name="Column">The column.</param>
/// <param name="Encodings">How its values and levels are written.</param>
/// <param name="Values">Values, nulls too.</param>
/// <param name="SizeBefore">Bytes before compression.</param>
/// <param name="SizeAfter">Bytes in the file.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="DataStart">Where its first page of data begins; behind <paramref name="Start"/> where there is a dictionary.</param>
/// <param name="Nulls">Values that are null.</param>
/// <param name="Min">The lower bound, where there is one.</param>
/// <param name="Max">The upper bound, where there is one.</param>
internal sealed record ChunkPlace(
    ParquetColumn Column, int[] Encodings, long Values, long SizeBefore, long SizeAfter, long Start, long DataStart, long Nulls, ValueBound? Min, ValueBound? Max);

/// <summary>A row group that was written.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Chunks">Its columns.</param>
internal sealed record RowGroupPlace(long Rows, ChunkPlace[] Chunks);
