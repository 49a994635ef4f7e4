namespace Telemetry.Tools;

/// <summary>Compares a segment's first row with a schema's.</summary>
internal static class CsvHeaderRow
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="path">The segment.</param>
    /// <param name="header">The schema's header row, with its line end.</param>
    public static bool Matches(string path, ReadOnlySpan<byte> header)
    {
        var (handle, _) = SegmentFile.OpenRead(path);
        using (handle)
        {
            var start = new byte[header.Length + ByteOrderMark.Length + 1];
            var read = start.AsSpan(0, RandomAccess.Read(handle, start, 0));
            if (read.StartsWith(ByteOrderMark)) read = read[ByteOrderMark.Length..];
            var columns = header[..^1];
            if (!read.StartsWith(columns)) return false;
            var end = read[columns.Length..];
            return end.StartsWith("\n"u8) || end.StartsWith("\r\n"u8);
        }
    }
}
