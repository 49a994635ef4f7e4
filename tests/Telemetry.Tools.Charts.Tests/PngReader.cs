using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Telemetry.Tools.Charts.Tests;

/// <summary>Reads what the encoder wrote, by the specification and not by the encoder's code.</summary>
internal sealed record PngReader(int Width, int Height, byte[] Pixels, IReadOnlyDictionary<string, byte[]> Chunks)
{
    public static PngReader Read(byte[] file)
    {
        file[..8].ShouldBe([137, 80, 78, 71, 13, 10, 26, 10]);
        var chunks = new Dictionary<string, byte[]>();
        int at = 8;
        while (at < file.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            byte[] body = file[(at + 4)..(at + 8 + length)];
            BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)).ShouldBe(Crc(body));
            chunks.Add(Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }
        at.ShouldBe(file.Length);
        chunks.Keys.First().ShouldBe("IHDR");
        chunks.Keys.Last().ShouldBe("IEND");
        byte[] header = chunks["IHDR"];
        header[8..].ShouldBe([8, 2, 0, 0, 0]);
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        return new PngReader(width, height, Unfilter(Inflate(chunks["IDAT"]), width * 3, height), chunks);
    }

    public (byte R, byte G, byte B) this[int x, int y] => (Pixels[(y * Width + x) * 3], Pixels[(y * Width + x) * 3 + 1], Pixels[(y * Width + x) * 3 + 2]);

    private static byte[] Inflate(byte[] data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Unfilter(byte[] data, int stride, int height)
    {
        data.Length.ShouldBe((stride + 1) * height);
        var pixels = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            int filter = data[y * (stride + 1)];
            for (int x = 0; x < stride; x++)
            {
                int left = x >= 3 ? pixels[y * stride + x - 3] : 0, up = y > 0 ? pixels[(y - 1) * stride + x] : 0, corner = x >= 3 && y > 0 ? pixels[(y - 1) * stride + x - 3] : 0;
                int add = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new InvalidDataException($"Filter {filter}") };
                pixels[y * stride + x] = (byte)(data[y * (stride + 1) + 1 + x] + add);
            }
        }
        return pixels;
    }

    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
