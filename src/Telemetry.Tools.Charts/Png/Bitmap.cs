namespace Telemetry.Tools.Charts;

/// <summary>Pixels of sRGB without transparency.</summary>
internal sealed class Bitmap
{
    private readonly byte[] _bytes;

    public Bitmap(int width, int height, Rgb background)
    {
        (Width, Height) = (width, height);
        _bytes = new byte[checked(width * height * 3)];
        for (int i = 0; i < _bytes.Length; i += 3)
            (_bytes[i], _bytes[i + 1], _bytes[i + 2]) = (background.R, background.G, background.B);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>One row, three bytes a pixel.</summary>
    public ReadOnlySpan<byte> Row(int y) => _bytes.AsSpan(y * Width * 3, Width * 3);

    /// <summary>Lays a colour over a pixel.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="colour">The colour.</param>
    /// <param name="share">How much of the pixel it covers, 0–1.</param>
    public void Blend(int x, int y, Rgb colour, double share)
    {
        int part = (int)(Math.Min(share, 1) * 256 + 0.5);
        if (part <= 0 || (uint)x >= (uint)Width || (uint)y >= (uint)Height)
            return;
        Span<byte> pixel = _bytes.AsSpan((y * Width + x) * 3, 3);
        pixel[0] = Mix(pixel[0], colour.R, part);
        pixel[1] = Mix(pixel[1], colour.G, part);
        pixel[2] = Mix(pixel[2], colour.B, part);
    }

    private static byte Mix(byte from, byte to, int part) => (byte)((from * (256 - part) + to * part + 128) >> 8);
}
