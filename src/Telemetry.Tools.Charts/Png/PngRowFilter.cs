namespace Telemetry.Tools.Charts;

/// <summary>Chooses for each row the filter that leaves the smallest differences, as the PNG specification advises.</summary>
internal sealed class PngRowFilter
{
    private const int BytesPerPixel = 3;

    private readonly byte[] _previous;
    private readonly byte[][] _tries;

    public PngRowFilter(int length)
    {
        _previous = new byte[length];
        _tries = [.. Enumerable.Range(0, 3).Select(_ => new byte[length + 1])];
        (_tries[1][0], _tries[2][0]) = (1, 2);
    }

    /// <summary>The row with the number of its filter before it.</summary>
    public ReadOnlySpan<byte> Next(ReadOnlySpan<byte> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < BytesPerPixel ? (byte)0 : row[i - BytesPerPixel];
            _tries[0][i + 1] = row[i];
            _tries[1][i + 1] = (byte)(row[i] - left);
            _tries[2][i + 1] = (byte)(row[i] - _previous[i]);
        }
        row.CopyTo(_previous);
        return _tries.MinBy(Size);
    }

    private static long Size(byte[] filtered)
    {
        long sum = 0;
        foreach (byte value in filtered.AsSpan(1))
            sum += Math.Abs((sbyte)value == sbyte.MinValue ? 128 : (sbyte)value);
        return sum;
    }
}
