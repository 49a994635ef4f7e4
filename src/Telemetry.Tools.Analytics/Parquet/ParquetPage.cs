using System.Buffers;
using System.IO.Compression;

namespace Telemetry.Tools.Analytics;

/// <summary>A page that is being compressed, beside the reading of what follows.</summary>
internal sealed class ParquetPage
{
    private readonly int _size;
    private readonly int _values;
    private readonly Task<byte[]> _compressed;

    /// <param name="body">Its content; copied.</param>
    /// <param name="values">Values in it, nulls too.</param>
    /// <param name="encoding">How they are written.</param>
    /// <param name="isDictionary">Whether others refer to them.</param>
    public ParquetPage(ReadOnlySpan<byte> body, int values, ParquetEncoding encoding, bool isDictionary = false)
    {
        (_size, _values, Encoding, IsDictionary) = (body.Length, values, encoding, isDictionary);
        var copy = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(copy);
        _compressed = Task.Run(() => Compress(copy, _size));
    }

    public ParquetEncoding Encoding { get; }

    public bool IsDictionary { get; }

    /// <summary>Writes header and content.</summary>
    /// <returns>Their sizes, before and after compression.</returns>
    public (long Before, long After) WriteTo(Stream output)
    {
        var content = _compressed.GetAwaiter().GetResult();
        var head = Head(content.Length);
        output.Write(head);
        output.Write(content);
        return (head.Length + _size, head.Length + content.Length);
    }

    private ReadOnlySpan<byte> Head(int compressed)
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        var thrift = new CompactWriter(bytes);
        thrift.Struct(() =>
        {
            thrift.Field(1, IsDictionary ? 2 : 0);
            thrift.Field(2, _size);
            thrift.Field(3, compressed);
            thrift.Field(IsDictionary ? 7 : 5, () =>
            {
                thrift.Field(1, _values);
                thrift.Field(2, (int)Encoding);
                if (IsDictionary) return;
                thrift.Field(3, (int)ParquetEncoding.Runs);
                thrift.Field(4, (int)ParquetEncoding.Runs);
            });
        });
        return bytes.WrittenSpan;
    }

    private static byte[] Compress(byte[] body, int size)
    {
        // What cannot be compressed grows by a few bytes a block.
        var room = ArrayPool<byte>.Shared.Rent(size + (size / 8) + 256);
        using var output = new MemoryStream(room);
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(body, 0, size);
        var compressed = room.AsSpan(0, (int)output.Position).ToArray();
        ArrayPool<byte>.Shared.Return(room);
        ArrayPool<byte>.Shared.Return(body);
        return compressed;
    }
}
