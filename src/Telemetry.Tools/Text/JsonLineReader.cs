using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Telemetry.Tools;

/// <summary>Reads one line of JSON. Used by generated code; never throws on bad input.</summary>
/// <remarks>
/// Generated code first expects its own writing, byte for byte (<see cref="Expect"/> between values); where a line is written otherwise it
/// starts again with <see cref="Begin"/> and takes fields by name, in any order. Values are read by the same methods on both paths.
/// </remarks>
public ref partial struct JsonLineReader
{
    private readonly ReadOnlySpan<byte> _line;
    private int _position;
    private int _afterOpening;
    private int _field;
    private int _depth;
    private string? _reason;
    private string? _name;

    /// <summary>Starts at the beginning of a line (without its line end).</summary>
    public JsonLineReader(ReadOnlySpan<byte> line) => _line = line;

    internal JsonLineReader(ReadOnlySpan<byte> line, int position)
    {
        _line = line;
        _position = position;
    }

    internal readonly int Position => _position;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _position == _line.Length;

    /// <summary>Why reading failed.</summary>
    public readonly ReadError Error => new(_reason ?? "wrong type", _name);

    private readonly ReadOnlySpan<byte> Rest => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_line), _position), _line.Length - _position);

    /// <summary>Passes over exactly these bytes; stays where it is when others stand there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Expect(ReadOnlySpan<byte> literal)
    {
        if (_line.Length - _position < literal.Length) return false;
        var here = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_line), _position), literal.Length);
        if (!here.SequenceEqual(literal)) return false;
        _position += literal.Length;
        return true;
    }

    /// <summary>Whether something other than these bytes comes next, so that an optional field is absent; else passes over them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Missing<T>(ReadOnlySpan<byte> literal, out T? value)
    {
        value = default;
        return !Expect(literal);
    }

    /// <summary>Whether <c>null</c> comes next; passes over it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Null<T>(out T? value)
    {
        value = default;
        return Expect("null"u8);
    }

    /// <summary>Goes back to the start and enters the object, whatever white space stands around it.</summary>
    public bool Begin()
    {
        _position = _line.StartsWith("\uFEFF"u8) ? 3 : 0;
        _depth = 0;
        (_reason, _name) = (null, null);
        if (!Utf8.IsValid(_line)) return Fail("not UTF-8");
        SkipSpace();
        return IsAtEnd ? Fail("empty line") : BeginObject();
    }

    /// <summary>Walks the whole line and answers the text of one of its fields: the kind of event it holds, wherever that stands.</summary>
    /// <returns>Whether the line is a JSON object that has the field; of several the last counts.</returns>
    public bool FindText(string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!Begin()) return false;
        while (TryName(out var found, out var isPlain))
        {
            var isIt = isPlain ? System.Text.Ascii.Equals(found, name) : Unescape(found) == name;
            if (!(isIt ? String(out text!) : Skip())) break;
        }

        if (!End()) return false;
        if (text is not null) return true;
        (_reason, _name) = ("missing field", name);
        return false;
    }

    /// <summary>Enters an object that stands here.</summary>
    public bool BeginObject()
    {
        if (IsAtEnd || _line[_position] != '{') return WrongType();
        if (++_depth > JsonScanner.MaxDepth) return Fail("too deep");
        _afterOpening = ++_position;
        _field = -1;
        return true;
    }

    /// <summary>Goes to the next field that is known, and to its value; fields of other names are passed over.</summary>
    /// <returns>The field's number; negative at the end of the object, or where it is broken (see <see cref="IsComplete"/>).</returns>
    public int NextField(FieldNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        while (true)
        {
            if (!TryName(out var name, out var isPlain)) return -1;
            var field = isPlain ? names.IndexOf(name, _field + 1) : names.IndexOf(System.Text.Encoding.UTF8.GetBytes(Unescape(name)), -1);
            if (field >= 0) return _field = field;
            if (!Skip()) return -1;
        }
    }

    /// <summary>Whether the object that <see cref="NextField"/> walked came to its end without a fault.</summary>
    public readonly bool IsComplete => _reason is null;

    /// <summary>Whether nothing but white space follows; else it is no line of ours.</summary>
    public bool End()
    {
        if (_reason is not null) return false;
        SkipSpace();
        if (IsAtEnd) return true;
        return Fail(_line[_position] == '{' ? "two objects on one line" : "not JSON");
    }

    /// <summary>Passes over one value of any type.</summary>
    public bool Skip()
    {
        var length = JsonScanner.ValueLength(Rest, _depth);
        _position += length;
        return length > 0 || Fail("not JSON");
    }

    /// <summary>Remembers which field could not be read.</summary>
    /// <returns>Always <see langword="false"/>.</returns>
    public bool FailAt(FieldNames names, int field)
    {
        ArgumentNullException.ThrowIfNull(names);
        _reason ??= "wrong type";
        if (_reason != "not JSON") _name ??= names[field];
        return false;
    }

    /// <summary>Whether fields that must be there were not seen.</summary>
    /// <param name="names">All names.</param>
    /// <param name="first">Number of the field that bit 0 stands for.</param>
    /// <param name="required">The fields that must be there.</param>
    /// <param name="seen">The fields that were.</param>
    public bool HasMissing(FieldNames names, int first, ulong required, ulong seen)
    {
        var missing = required & ~seen;
        if (missing == 0) return false;
        ArgumentNullException.ThrowIfNull(names);
        (_reason, _name) = ("missing field", names[first + System.Numerics.BitOperations.TrailingZeroCount(missing)]);
        return true;
    }

    /// <summary>The end of a line that cannot be read.</summary>
    public readonly ReadStatus Reject(out ReadError error)
    {
        error = _line.Contains((byte)0) ? new ReadError("NUL bytes") : Error;
        return ReadStatus.Rejected;
    }

    internal bool Fail(string reason)
    {
        _reason ??= reason;
        return false;
    }

    // A value of another type, or none at all: only a look at it tells.
    private bool WrongType() => Fail(JsonScanner.ValueLength(Rest, _depth) > 0 ? "wrong type" : "not JSON");

    private void SkipSpace() => _position += JsonScanner.SpaceLength(Rest);

    private bool TryName(out ReadOnlySpan<byte> name, out bool isPlain)
    {
        var isFirst = _position == _afterOpening;
        name = default;
        isPlain = true;
        SkipSpace();
        if (IsAtEnd) return Fail("not JSON");
        if (_line[_position] == '}') return Leave();
        if (!isFirst)
        {
            if (_line[_position++] != ',') return Fail("not JSON");
            SkipSpace();
        }

        var length = JsonScanner.StringLength(Rest, out isPlain);
        if (length == 0) return Fail("not JSON");
        name = _line.Slice(_position + 1, length - 2);
        _position += length;
        SkipSpace();
        if (IsAtEnd || _line[_position++] != ':') return Fail("not JSON");
        SkipSpace();
        return true;
    }

    private bool Leave()
    {
        _position++;
        _depth--;
        return false;
    }
}
