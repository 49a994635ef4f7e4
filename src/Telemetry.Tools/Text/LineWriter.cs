using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Writes UTF-8 lines into one growing buffer. Used by generated code; allocates only when the buffer grows.</summary>
/// <remarks>
/// A method that writes a field takes what stands before the value (<c>,"name":</c> or a CSV comma) as its first argument: one check of the
/// room left, one copy of constant length, then the value. Nothing here throws because of a value.
/// </remarks>
public ref partial struct LineWriter
{
    private readonly PrivacyKey? _key;
    private byte[] _buffer;
    private int _position;

    // Most lines fall on one day, so the date's ten characters are kept: as the two halves they are stored in.
    private int _dayPlusOne;
    private ulong _dateStart;
    private ushort _dateEnd;

    /// <summary>Starts on a buffer of the caller's, which is replaced when it grows too small; see <see cref="Buffer"/>.</summary>
    /// <param name="buffer">Where to write; may be empty.</param>
    /// <param name="key">The store's key for hashed fields; without one a hashed field is written as <c>null</c>.</param>
    public LineWriter(byte[] buffer, PrivacyKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        _buffer = buffer;
        _key = key;
    }

    /// <summary>The buffer in use, to be handed to the next writer.</summary>
    public readonly byte[] Buffer => _buffer;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    /// <summary>The store's key for hashed fields.</summary>
    public readonly PrivacyKey? Key => _key;

    /// <summary>Makes room for so many bytes and answers all that is free; <see cref="Close"/> says how much of it was used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Open(int room)
    {
        if (_buffer.Length - _position < room) Grow(room);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _position), _buffer.Length - _position);
    }

    /// <summary>Takes back what is still free of the room that <see cref="Open"/> gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Close(Span<byte> free)
    {
        if (free.Length > _buffer.Length - _position) JsonField.Overrun();
        _position = _buffer.Length - free.Length;
    }

    /// <summary>Writes bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Literal(ReadOnlySpan<byte> literal) => Close(JsonField.Literal(Open(literal.Length), literal));

    /// <summary>Writes a comma, unless an object was just opened: for fields behind others that may have been left out.</summary>
    public void Comma()
    {
        if (_position > 0 && _buffer[_position - 1] != '{') Literal(","u8);
    }

    /// <summary>Ends the line with <c>\n</c>.</summary>
    public void EndLine() => Literal("\n"u8);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _position = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var needed = (long)_position + more;
        if (needed > Array.MaxLength) throw new InvalidOperationException("A batch of lines is limited to 2 GB.");
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(256, needed), _buffer.Length * 2L)));
    }
}
