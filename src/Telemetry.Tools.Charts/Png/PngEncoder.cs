using System.Buffers.Binary;
using System.IO.Compression;

namespace Telemetry.Tools.Charts;

/// <summary>Writes pixels as PNG (W3C Portable Network Graphics, third edition): 8-bit truecolour, filtered row by row.</summary>
internal static class PngEncoder
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOf((uint)n))];

    /// <param name="bitmap">The pixels.</param>
    /// <param name="output">Where the file goes.</param>
    /// <param name="dotsPerInch">Resolution that the file claims: 96 × the scale, so that it is shown in its size at 1x.</param>
    public static void Write(Bitmap bitmap, Stream output, double dotsPerInch)
    {
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, bitmap.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], bitmap.Height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(output, "IHDR"u8, header);
        WriteChunk(output, "sRGB"u8, [0]);
        Span<byte> size = stackalloc byte[9];
        int perMetre = (int)Math.Round(dotsPerInch / 0.0254);
        BinaryPrimitives.WriteInt32BigEndian(size, perMetre);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], perMetre);
        size[8] = 1;
        WriteChunk(output, "pHYs"u8, size);
        WriteChunk(output, "IDAT"u8, Compress(bitmap));
        WriteChunk(output, "IEND"u8, []);
    }

    private static byte[] Compress(Bitmap bitmap)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var filter = new PngRowFilter(bitmap.Width * 3);
            for (int y = 0; y < bitmap.Height; y++)
                zlib.Write(filter.Next(bitmap.Row(y)));
        }
        return packed.ToArray();
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(name);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        output.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
            n = (n & 1) != 0 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        return n;
    }
}
