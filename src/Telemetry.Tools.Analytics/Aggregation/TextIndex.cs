using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers texts in the order of their first appearance; looked up by UTF-8 bytes, without allocating for a known one.
/// A table with much room, so that the first place looked at is nearly always the right one, and two words of a text decide for most of them.</summary>
internal sealed class TextIndex
{
    private const int RoomFactor = 4;
    private const int LeastBits = 10;
    private const int MostInWords = 24;

    private Slot[] _slots = new Slot[1 << LeastBits];
    private int[] _starts = new int[64];
    private int[] _lengths = new int[64];
    private byte[] _bytes = new byte[4096];
    private int _used;
    private int _shift = 64 - LeastBits;

    public int Count { get; private set; }

    /// <summary>Bytes of all texts.</summary>
    public int Bytes => _used;

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index], _lengths[index]);

    /// <summary>Forgets all texts and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        (Count, _used) = (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetOrAdd(ReadOnlySpan<byte> text)
    {
        var (head, tail) = Words(text);
        var inner = Inner(text);
        var at = (int)(Hash(head, tail, inner, text.Length) >> _shift);
        ref var slot = ref _slots[at];
        var isFound = slot.Holds(head, tail, inner, text.Length) && text.Length <= MostInWords && slot.Number > 0;
        return isFound ? slot.Number - 1 : Search(text, at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Search(ReadOnlySpan<byte> text, int at)
    {
        var (head, tail) = Words(text);
        var inner = Inner(text);
        for (; _slots[at].Number > 0; at = (at + 1) & (_slots.Length - 1))
        {
            var number = _slots[at].Number - 1;
            if (_slots[at].Holds(head, tail, inner, text.Length) && text.SequenceEqual(this[number])) return number;
        }

        return Add(text, new Slot(head, tail, inner, text.Length, 0));
    }

    private int Add(ReadOnlySpan<byte> text, in Slot slot)
    {
        if (Count == _starts.Length) Grow();
        while (_used + text.Length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        text.CopyTo(_bytes.AsSpan(_used));
        (_starts[Count], _lengths[Count]) = (_used, text.Length);
        _used += text.Length;
        Count++;
        Place(slot with { Number = Count });
        return Count - 1;
    }

    private void Place(Slot slot)
    {
        var at = (int)(Hash(slot.Head, slot.Tail, slot.Inner, slot.Length) >> _shift);
        while (_slots[at].Number != 0) at = (at + 1) & (_slots.Length - 1);
        _slots[at] = slot;
    }

    private void Grow()
    {
        Array.Resize(ref _starts, _starts.Length * 2);
        Array.Resize(ref _lengths, _lengths.Length * 2);
        var old = _slots;
        _slots = new Slot[Math.Max(1 << LeastBits, _starts.Length * RoomFactor)];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        foreach (var slot in old)
        {
            if (slot.Number != 0) Place(slot);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Head, ulong Tail) Words(ReadOnlySpan<byte> text)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        if (text.Length >= 8) return (Unsafe.ReadUnaligned<ulong>(ref first), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, text.Length - 8)));
        if (text.Length >= 4) return (Unsafe.ReadUnaligned<uint>(ref first), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, text.Length - 4)));
        if (text.Length == 0) return (0, 0);
        return (first, ((ulong)Unsafe.Add(ref first, text.Length >> 1) << 8) | Unsafe.Add(ref first, text.Length - 1));
    }

    // The word behind the first: with it the words are the text up to 24 bytes. Of a shorter text it is the last word again, so that lengths around 16 need no branch.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Inner(ReadOnlySpan<byte> text) =>
        text.Length < 8 ? 0 : Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), Math.Min(8, text.Length - 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong head, ulong tail, ulong inner, int length) =>
        ((head ^ (BitOperations.RotateLeft(tail ^ BitOperations.RotateLeft(inner, 32), 29) * 0x9E3779B97F4A7C15)) + (ulong)length) * 0xBF58476D1CE4E5B9;

    private readonly record struct Slot(ulong Head, ulong Tail, ulong Inner, int Length, int Number)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Holds(ulong head, ulong tail, ulong inner, int length) => ((Head ^ head) | (Tail ^ tail) | (Inner ^ inner) | (uint)(Length ^ length)) == 0;
    }
}
