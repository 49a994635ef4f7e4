using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Walks over the cells of one CSV row (RFC 4180).</summary>
internal ref struct CellScanner
{
    private readonly ReadOnlySpan<byte> _row;
    private int _next;
    private int _start;
    private int _length;
    private bool _hasDoubledQuotes;

    internal CellScanner(ReadOnlySpan<byte> row, int at = 0)
    {
        _row = row;
        _next = at;
    }

    /// <summary>Where the next cell begins: one behind the row's length after the last.</summary>
    internal readonly int Position => _next;

    /// <summary>Whether the row breaks the grammar: a quote that is not closed, or text behind a closed one.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Whether the cell stands in quotes.</summary>
    internal bool IsQuoted { get; private set; }

    /// <summary>The cell's bytes, without its quotes; doubled quotes are still doubled.</summary>
    internal readonly ReadOnlySpan<byte> Raw => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_row), _start), _length);

    /// <summary>Goes to the next cell; false behind the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Next()
    {
        if (_next > _row.Length) return false;
        if (_next < _row.Length && _row[_next] == '"') return NextQuoted();
        _start = _next;
        _length = Length(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_row), _start), _row.Length - _start));
        _next = _start + _length + 1;
        IsQuoted = false;
        _hasDoubledQuotes = false;
        return true;
    }

    /// <summary>The cell's bytes as they were meant.</summary>
    internal readonly ReadOnlySpan<byte> Text() => _hasDoubledQuotes ? Undouble(Raw) : Raw;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Length(ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOf((byte)',');
        return length < 0 ? rest.Length : length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool NextQuoted()
    {
        IsQuoted = true;
        _hasDoubledQuotes = false;
        _start = _next + 1;
        for (var at = _start; ; at += 2)
        {
            var quote = _row[at..].IndexOf((byte)'"');
            if (quote < 0) return Break();
            at += quote;
            if (at + 1 < _row.Length && _row[at + 1] == '"')
            {
                _hasDoubledQuotes = true;
                continue;
            }

            _length = at - _start;
            _next = at + 2;
            return at + 1 == _row.Length || _row[at + 1] == ',' || Break();
        }
    }

    private bool Break()
    {
        IsBroken = true;
        _next = _row.Length + 1;
        return false;
    }

    private static ReadOnlySpan<byte> Undouble(ReadOnlySpan<byte> raw)
    {
        var text = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; at++)
        {
            text[length++] = raw[at];
            if (raw[at] == '"') at++;
        }

        return text.AsSpan(0, length);
    }
}
