using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers texts in the order of their first appearance; looked up by UTF-8 bytes, without allocating for a known one.</summary>
internal sealed class TextIndex
{
    private Entry[] _entries = new Entry[64];
    private int[] _heads = new int[128];
    private byte[] _bytes = new byte[4096];
    private int _used;
    private int _last = -1;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_entries[index].Start, _entries[index].Length);

    public int GetOrAdd(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        if (_last >= 0 && Matches(_last, hash, text)) return _last;
        for (var i = _heads[hash & (uint)(_heads.Length - 1)] - 1; i >= 0; i = _entries[i].Next)
        {
            if (Matches(i, hash, text)) return _last = i;
        }

        return _last = Add(text, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Matches(int index, uint hash, ReadOnlySpan<byte> text)
    {
        ref var entry = ref _entries[index];
        return entry.Hash == hash && entry.Length == text.Length && text.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length));
    }

    private int Add(ReadOnlySpan<byte> text, uint hash)
    {
        if (Count == _entries.Length) Grow();
        while (_used + text.Length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        text.CopyTo(_bytes.AsSpan(_used));
        ref var head = ref _heads[hash & (uint)(_heads.Length - 1)];
        _entries[Count] = new Entry(hash, _used, text.Length, head - 1);
        head = Count + 1;
        _used += text.Length;
        return Count++;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _heads = new int[_entries.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            ref var head = ref _heads[_entries[i].Hash & (uint)(_heads.Length - 1)];
            _entries[i] = _entries[i] with { Next = head - 1 };
            head = i + 1;
        }
    }

    // Equality is decided by the bytes; the hash only has to spread names that differ at their ends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8) return Short(text);
        var head = MemoryMarshal.Read<ulong>(text);
        var tail = MemoryMarshal.Read<ulong>(text[^8..]);
        var middle = text.Length > 16 ? MemoryMarshal.Read<ulong>(text[(text.Length / 2 - 4)..]) : 0;
        return Mix(head ^ (tail * 0x9E3779B97F4A7C15) ^ (middle * 0xD6E8FEB86659FD93), text.Length);
    }

    private static uint Short(ReadOnlySpan<byte> text)
    {
        ulong value = 0;
        foreach (var letter in text) value = (value << 8) | letter;
        return Mix(value, text.Length);
    }

    private static uint Mix(ulong value, int length)
    {
        value = (value ^ (ulong)length) * 0xBF58476D1CE4E5B9;
        return (uint)(value >> 32) ^ (uint)value;
    }

    private readonly record struct Entry(uint Hash, int Start, int Length, int Next);
}
