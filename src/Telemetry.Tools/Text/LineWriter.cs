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

    /// <summary>Writes bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Literal(ReadOnlySpan<byte> literal)
    {
        Open(literal, 0);
        _position += literal.Length;
    }

    /// <summary>Writes a comma, unless an object was just opened: for fields behind others that may have been left out.</summary>
    public void Comma()
    {
        if (_position > 0 && _buffer[_position - 1] != '{') Literal(","u8);
    }

    /// <summary>Ends the line with <c>\n</c>.</summary>
    public void EndLine() => Literal("\n"u8);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _position = 0;

    /// <summary>Makes room for a prefix and a value, copies the prefix, and answers where the value goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Open(ReadOnlySpan<byte> prefix, int valueLength)
    {
        if (_buffer.Length - _position < prefix.Length + valueLength) Grow(prefix.Length + valueLength);
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _position);
        Unsafe.CopyBlockUnaligned(ref at, ref MemoryMarshal.GetReference(prefix), (uint)prefix.Length);
        return ref Unsafe.Add(ref at, prefix.Length);
    }

    /// <summary>Counts what <see cref="Open"/> and the value's writer stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Close(ReadOnlySpan<byte> prefix, int valueLength) => _position += prefix.Length + valueLength;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var needed = (long)_position + more;
        if (needed > Array.MaxLength) throw new InvalidOperationException("A batch of lines is limited to 2 GB.");
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(256, needed), _buffer.Length * 2L)));
    }
}
