using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>A request's body as one run of bytes, inflated where it was sent with gzip, within bounds of size and ratio.</summary>
internal sealed class BodyBuffer : IDisposable
{
    // Repetitive events shrink about fortyfold; a bomb a thousandfold.
    private const int MaxRatio = 200;
    private const int RatioCountsFrom = 1024 * 1024;

    // A body that comes slowly, or not at all, holds little: thousands of such may be waited for at once.
    private const int First = 2 * 1024;
    private const int Second = 64 * 1024;

    // What GZipStream reads of a torn body looks whole to it. A member of our own behind the sender's comes out at the end only where theirs was complete.
    private static readonly byte[] Mark = Guid.NewGuid().ToByteArray();
    private static readonly byte[] Seal = Sealed();

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _length;

    private BodyBuffer()
    {
    }

    /// <summary>Bytes that are held for it.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="BodyException">413 or 415.</exception>
    public static async Task<BodyBuffer> ReadAsync(HttpRequest request, ServerSettings settings, CancellationToken cancellation)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        var isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw BodyException.Unsupported("Content-Encoding takes gzip or identity.");
        if (request.ContentLength > settings.MaxBodyBytes) throw TooLarge(settings.MaxBodyBytes);
        var sent = new BodyBuffer();
        try
        {
            await sent.FillAsync(request.Body, settings.MaxBodyBytes, settings.MaxBodyBytes, cancellation).ConfigureAwait(false);
            return isGzip ? await InflateAsync(sent, settings, cancellation).ConfigureAwait(false) : sent;
        }
        catch
        {
            sent.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private static async Task<BodyBuffer> InflateAsync(BodyBuffer sent, ServerSettings settings, CancellationToken cancellation)
    {
        var inflated = new BodyBuffer();
        try
        {
            sent.Append(Seal);
            using var stream = new MemoryStream(sent._bytes, 0, sent._length, writable: false);
            await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            var byRatio = Math.Max(RatioCountsFrom, (long)sent._length * MaxRatio);
            await inflated.FillAsync(gzip, (int)Math.Min(settings.MaxInflatedBytes, byRatio) + Mark.Length, settings.MaxInflatedBytes, cancellation).ConfigureAwait(false);
            if (!inflated.Span.EndsWith(Mark)) throw new InvalidDataException();
            inflated._length -= Mark.Length;
            sent.Dispose();
            return inflated;
        }
        catch (InvalidDataException)
        {
            inflated.Dispose();
            throw BodyException.Malformed("The body is not gzip, or not all of it.");
        }
        catch
        {
            inflated.Dispose();
            throw;
        }
    }

    private async Task FillAsync(Stream stream, int most, int told, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _bytes.Length) Grow();
            var read = await stream.ReadAsync(_bytes.AsMemory(_length), cancellation).ConfigureAwait(false);
            if (read == 0) return;
            _length += read;
            if (_length > most) throw TooLarge(told);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (_bytes.Length - _length < bytes.Length) Grow();
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private static byte[] Sealed()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(Mark);
        return stream.ToArray();
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Second, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static BodyException TooLarge(int most) => BodyException.TooLarge($"The body is larger than {most} bytes, or inflates to suspiciously much.");
}
