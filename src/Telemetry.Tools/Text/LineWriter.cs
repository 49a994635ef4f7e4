namespace Telemetry.Tools;

/// <summary>Writes UTF-8 lines into one growing buffer. Used by generated code; allocates only when the buffer grows.</summary>
public ref struct LineWriter
{
    private readonly PrivacyKey? _key;
    private byte[] _buffer;
    private int _position;

    /// <summary>Starts on a buffer of the caller's, which is replaced when it grows too small; see <see cref="Buffer"/>.</summary>
    /// <param name="buffer">Where to write; may be empty.</param>
    /// <param name="key">The store's key for hashed fields; without one a hashed field is written as <c>null</c>.</param>
    public LineWriter(byte[] buffer, PrivacyKey? key = null)
    {
        _buffer = buffer;
        _key = key;
    }

    /// <summary>The buffer in use, to be handed to the next writer.</summary>
    public readonly byte[] Buffer => _buffer;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    /// <summary>The store's key for hashed fields.</summary>
    public readonly PrivacyKey? Key => _key;

    /// <summary>Ends the line with <c>\n</c>.</summary>
    public void EndLine()
    {
        if (_position == _buffer.Length) Array.Resize(ref _buffer, Math.Max(256, _buffer.Length * 2));
        _buffer[_position++] = (byte)'\n';
    }

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _position = 0;
}
